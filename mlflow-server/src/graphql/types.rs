//! How a schema is written down: objects with fields, and what fields take.

use super::fetch::Ask;

/// A type with fields.
pub(super) struct Object {
    pub(super) name: &'static str,
    pub(super) fields: &'static [Field],
}

impl Object {
    pub(super) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) of: Out,
    /// What its argument `input` is, if it has one.
    pub(super) takes: Option<&'static Input>,
    /// Who gives it, if it is no part of what its object was made of.
    pub(super) asks: Option<Ask>,
}

/// What a field gives.
#[derive(Clone, Copy)]
pub(super) enum Out {
    String,
    /// 64 bits as decimal text, since the numbers of JavaScript do not hold them.
    Long,
    Float,
    Boolean,
    Enum(&'static Enum),
    Strings,
    Object(&'static Object),
    Objects(&'static Object),
    /// An object that is never there: errors are in the list of the answer.
    Nothing(&'static Object),
}

impl Out {
    /// Returns the type of the selection that a field of this type must have.
    pub(super) fn object(self) -> Option<&'static Object> {
        match self {
            Out::Object(object) | Out::Objects(object) | Out::Nothing(object) => Some(object),
            Out::String | Out::Long | Out::Float | Out::Boolean | Out::Enum(_) | Out::Strings => None,
        }
    }

    /// Returns the name in the words of GraphQL.
    pub(super) fn name(self) -> String {
        match self {
            Out::String => "String".to_owned(),
            Out::Long => "LongString".to_owned(),
            Out::Float => "Float".to_owned(),
            Out::Boolean => "Boolean".to_owned(),
            Out::Enum(of) => of.name.to_owned(),
            Out::Strings => "[String]".to_owned(),
            Out::Object(of) | Out::Nothing(of) => of.name.to_owned(),
            Out::Objects(of) => format!("[{}!]", of.name),
        }
    }
}

pub(super) struct Enum {
    pub(super) name: &'static str,
    pub(super) values: &'static [&'static str],
}

/// A type of arguments.
pub(super) struct Input {
    pub(super) name: &'static str,
    pub(super) fields: &'static [(&'static str, In)],
}

impl Input {
    pub(super) fn field(&self, name: &str) -> Option<In> {
        let mut fields = self.fields.iter();
        fields.find(|(known, _)| *known == name).map(|(_, of)| *of)
    }
}

/// What an argument, or a field of it, holds.
#[derive(Clone, Copy)]
pub(super) enum In {
    String,
    Int,
    Long,
    Float,
    Boolean,
    Enum(&'static Enum),
    Strings,
    Object(&'static Input),
}

impl In {
    pub(super) fn name(self) -> &'static str {
        match self {
            In::String => "String",
            In::Int => "Int",
            In::Long => "LongString",
            In::Float => "Float",
            In::Boolean => "Boolean",
            In::Enum(of) => of.name,
            In::Strings => "[String]",
            In::Object(of) => of.name,
        }
    }
}

const fn field(name: &'static str, of: Out) -> Field {
    Field {
        name,
        of,
        takes: None,
        asks: None,
    }
}

pub(super) const fn string(name: &'static str) -> Field {
    field(name, Out::String)
}

pub(super) const fn strings(name: &'static str) -> Field {
    field(name, Out::Strings)
}

pub(super) const fn long(name: &'static str) -> Field {
    field(name, Out::Long)
}

pub(super) const fn float(name: &'static str) -> Field {
    field(name, Out::Float)
}

pub(super) const fn boolean(name: &'static str) -> Field {
    field(name, Out::Boolean)
}

pub(super) const fn one_of(name: &'static str, of: &'static Enum) -> Field {
    field(name, Out::Enum(of))
}

pub(super) const fn object(name: &'static str, of: &'static Object) -> Field {
    field(name, Out::Object(of))
}

pub(super) const fn objects(name: &'static str, of: &'static Object) -> Field {
    field(name, Out::Objects(of))
}

pub(super) const fn nothing(name: &'static str, of: &'static Object) -> Field {
    field(name, Out::Nothing(of))
}

/// A field of a root: a question, with its argument `input`.
pub(super) const fn question(
    name: &'static str,
    ask: Ask,
    input: &'static Input,
    answer: &'static Object,
) -> Field {
    Field {
        name,
        of: Out::Object(answer),
        takes: Some(input),
        asks: Some(ask),
    }
}
