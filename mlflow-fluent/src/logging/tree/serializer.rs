//! The serializer that makes a tree.

use super::Tree;
use serde::ser::{self, Error as _, Serialize, Serializer};

type Failure = serde_json::Error;
type Made = Result<Tree, Failure>;

pub(super) struct ToTree;

macro_rules! scalars {
    ($($method:ident : $T:ty => $make:expr;)+) => { $(
        fn $method(self, value: $T) -> Made {
            Ok(($make)(value))
        }
    )+ };
}

impl Serializer for ToTree {
    type Ok = Tree;
    type Error = Failure;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = Items;
    type SerializeTupleVariant = Items;
    type SerializeMap = Entries;
    type SerializeStruct = Entries;
    type SerializeStructVariant = Entries;

    scalars! {
        serialize_bool: bool => Tree::Bool;
        serialize_i8: i8 => |n: i8| Tree::Number(n.to_string());
        serialize_i16: i16 => |n: i16| Tree::Number(n.to_string());
        serialize_i32: i32 => |n: i32| Tree::Number(n.to_string());
        serialize_i64: i64 => |n: i64| Tree::Number(n.to_string());
        serialize_i128: i128 => |n: i128| Tree::Number(n.to_string());
        serialize_u8: u8 => |n: u8| Tree::Number(n.to_string());
        serialize_u16: u16 => |n: u16| Tree::Number(n.to_string());
        serialize_u32: u32 => |n: u32| Tree::Number(n.to_string());
        serialize_u64: u64 => |n: u64| Tree::Number(n.to_string());
        serialize_u128: u128 => |n: u128| Tree::Number(n.to_string());
        serialize_f32: f32 => Tree::from;
        serialize_f64: f64 => Tree::from;
        serialize_char: char => |c: char| Tree::Text(c.into());
        serialize_str: &str => |text: &str| Tree::Text(text.to_owned());
        serialize_unit_struct: &'static str => |_| Tree::Null;
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Made {
        Ok(Tree::List(
            bytes.iter().map(|byte| Tree::Number(byte.to_string())).collect(),
        ))
    }

    fn serialize_none(self) -> Made {
        Ok(Tree::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Made {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Made {
        Ok(Tree::Null)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Made {
        Ok(Tree::Text(variant.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Made {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Made {
        Ok(Tree::Map(vec![(variant.to_owned(), value.serialize(self)?)]))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Items, Failure> {
        Ok(Items {
            variant: None,
            items: Vec::with_capacity(length.unwrap_or_default().min(1024)),
        })
    }

    fn serialize_tuple(self, length: usize) -> Result<Items, Failure> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Items, Failure> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items, Failure> {
        Ok(Items {
            variant: Some(variant),
            items: Vec::new(),
        })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries, Failure> {
        Ok(Entries {
            variant: None,
            entries: Vec::new(),
            key: None,
        })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Entries, Failure> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Entries, Failure> {
        Ok(Entries {
            variant: Some(variant),
            entries: Vec::new(),
            key: None,
        })
    }
}

fn within(variant: Option<&'static str>, tree: Tree) -> Tree {
    match variant {
        Some(variant) => Tree::Map(vec![(variant.to_owned(), tree)]),
        None => tree,
    }
}

pub(super) struct Items {
    variant: Option<&'static str>,
    items: Vec<Tree>,
}

macro_rules! items {
    ($($Trait:ident $method:ident),+) => { $(
        impl ser::$Trait for Items {
            type Ok = Tree;
            type Error = Failure;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failure> {
                self.items.push(value.serialize(ToTree)?);
                Ok(())
            }

            fn end(self) -> Made {
                Ok(within(self.variant, Tree::List(self.items)))
            }
        }
    )+ };
}
items! {
    SerializeSeq serialize_element, SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field, SerializeTupleVariant serialize_field
}

pub(super) struct Entries {
    variant: Option<&'static str>,
    entries: Vec<(String, Tree)>,
    key: Option<String>,
}

impl ser::SerializeMap for Entries {
    type Ok = Tree;
    type Error = Failure;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Failure> {
        self.key = Some(match key.serialize(ToTree)? {
            Tree::Text(text) | Tree::Number(text) => text,
            Tree::Bool(flag) => flag.to_string(),
            _ => return Err(Failure::custom("a key must be a text, a number or a boolean")),
        });
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failure> {
        let key = self.key.take().unwrap_or_default();
        self.entries.push((key, value.serialize(ToTree)?));
        Ok(())
    }

    fn end(self) -> Made {
        Ok(within(self.variant, Tree::Map(self.entries)))
    }
}

macro_rules! structs {
    ($($Trait:ident),+) => { $(
        impl ser::$Trait for Entries {
            type Ok = Tree;
            type Error = Failure;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Failure> {
                self.entries.push((key.to_owned(), value.serialize(ToTree)?));
                Ok(())
            }

            fn end(self) -> Made {
                Ok(within(self.variant, Tree::Map(self.entries)))
            }
        }
    )+ };
}
structs! { SerializeStruct, SerializeStructVariant }
