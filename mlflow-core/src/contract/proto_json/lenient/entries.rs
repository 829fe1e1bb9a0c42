//! The items of lists and the entries of objects, made lenient.

use super::Lenient;
use serde::Deserialize;
use serde::de::value::{StrDeserializer, StringDeserializer};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess};
use std::borrow::Cow;
use std::marker::PhantomData;

/// Makes every item lenient.
pub(super) struct Items<A>(pub(super) A);

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Items<A> {
    type Error = A::Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, A::Error> {
        self.0.next_element_seed(LenientSeed(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

struct LenientSeed<T>(T);

impl<'de, T: DeserializeSeed<'de>> DeserializeSeed<'de> for LenientSeed<T> {
    type Value = T::Value;

    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<T::Value, D::Error> {
        self.0.deserialize(Lenient(inner))
    }
}

/// Makes every value lenient, and every name `snake_case`; `run_uuid` stands in for a `run_id` that
/// is not there.
pub(super) struct Entries<A> {
    entries: A,
    fields: &'static [&'static str],
    old_run_id: Option<String>,
    has_run_id: bool,
    value: Next,
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

enum Next {
    OfEntries,
    OldRunId(String),
}

impl<A> Entries<A> {
    pub(super) fn new(entries: A, fields: &'static [&'static str]) -> Self {
        Entries {
            entries,
            fields,
            old_run_id: None,
            has_run_id: false,
            value: Next::OfEntries,
        }
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Entries<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        while let Some(Key(key)) = self.entries.next_key::<Key<'de>>()? {
            if self.fields.is_empty() {
                return seed.deserialize(StrDeserializer::new(&key)).map(Some);
            }
            let key = snake_case(&key);
            if key == "run_uuid" && self.fields.contains(&"run_id") && !self.fields.contains(&"run_uuid") {
                self.old_run_id = self.entries.next_value_seed(LenientSeed(PhantomData))?;
                continue;
            }
            self.has_run_id |= key == "run_id";
            return seed.deserialize(StrDeserializer::new(&key)).map(Some);
        }
        match self.old_run_id.take().filter(|_| !self.has_run_id) {
            Some(id) => {
                self.value = Next::OldRunId(id);
                seed.deserialize(StrDeserializer::new("run_id")).map(Some)
            }
            None => Ok(None),
        }
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, A::Error> {
        match std::mem::replace(&mut self.value, Next::OfEntries) {
            Next::OfEntries => self.entries.next_value_seed(LenientSeed(seed)),
            Next::OldRunId(id) => seed.deserialize(StringDeserializer::new(id)),
        }
    }
}

fn snake_case(name: &str) -> Cow<'_, str> {
    if !name.bytes().any(|b| b.is_ascii_uppercase()) {
        return Cow::Borrowed(name);
    }
    let mut snake = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    Cow::Owned(snake)
}
