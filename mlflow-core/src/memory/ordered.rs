//! A map that remembers in which order its keys came.

use std::collections::{BTreeMap, HashMap};

#[derive(Clone, Debug)]
pub(super) struct Ordered<V> {
    entries: BTreeMap<u64, (String, V)>,
    places: HashMap<String, u64>,
    next: u64,
}

impl<V> Default for Ordered<V> {
    fn default() -> Self {
        Ordered {
            entries: BTreeMap::new(),
            places: HashMap::new(),
            next: 0,
        }
    }
}

impl<V> Ordered<V> {
    pub(super) fn get(&self, key: &str) -> Option<&V> {
        let place = self.places.get(key)?;
        self.entries.get(place).map(|(_, value)| value)
    }

    /// Returns the value of a key, made at the end if it is new.
    pub(super) fn entry(&mut self, key: &str) -> &mut V
    where
        V: Default,
    {
        let place = match self.places.get(key) {
            Some(place) => *place,
            None => {
                let place = self.next;
                self.next += 1;
                self.places.insert(key.to_owned(), place);
                place
            }
        };
        let entry = self.entries.entry(place);
        &mut entry.or_insert_with(|| (key.to_owned(), V::default())).1
    }

    pub(super) fn set(&mut self, key: &str, value: V)
    where
        V: Default,
    {
        *self.entry(key) = value;
    }

    pub(super) fn remove(&mut self, key: &str) -> Option<V> {
        let place = self.places.remove(key)?;
        self.entries.remove(&place).map(|(_, value)| value)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        self.entries.values().map(|(key, value)| (key.as_str(), value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stay_in_the_order_they_came_in() {
        let mut map = Ordered::default();
        map.set("b", 1);
        map.set("a", 2);
        map.set("b", 3);
        assert_eq!(map.iter().collect::<Vec<_>>(), [("b", &3), ("a", &2)]);
        assert_eq!(map.remove("b"), Some(3));
        map.set("b", 4);
        assert_eq!(map.iter().collect::<Vec<_>>(), [("a", &2), ("b", &4)]);
        assert_eq!((map.get("b"), map.get("c")), (Some(&4), None));
    }
}
