//! A map and a set that keep the order in which their keys came.
//!
//! What is iterated must come in one order in every build, and the source's own order is the one that a reader
//! expects. They are ours for what they cost to compile: all that is compiled for each pair of types is the vector of
//! entries, while `BTreeMap` brings some 3,500 lines of LLVM for each. The rules hold dozens of pairs, and every
//! topology's first build compiles them. Where an order by value is needed, a `BTreeMap` is still the right one.

use std::borrow::Borrow;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Index;

/// A map in the order in which its keys were first inserted.
#[derive(Clone, Debug)]
pub struct OrderedMap<K, V> {
    entries: Vec<(K, V)>,
    places: Places,
}

/// A set in the order in which its members were first inserted.
#[derive(Clone, Debug)]
pub struct OrderedSet<T> {
    map: OrderedMap<T, ()>,
}

/// The place of a key that may be new.
#[derive(Debug)]
pub struct Entry<'a, K, V> {
    map: &'a mut OrderedMap<K, V>,
    key: K,
}

impl<K, V> Default for OrderedMap<K, V> {
    fn default() -> Self {
        OrderedMap { entries: Vec::new(), places: Places::default() }
    }
}

impl<T> Default for OrderedSet<T> {
    fn default() -> Self {
        OrderedSet { map: OrderedMap::default() }
    }
}

impl<K, V> OrderedMap<K, V> {
    /// How many keys there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The keys, in their order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.entries.iter().map(|(key, _)| key)
    }

    /// The values, in the order of their keys.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.entries.iter().map(|(_, value)| value)
    }

    /// The values, in the order of their keys.
    pub fn into_values(self) -> impl Iterator<Item = V> {
        self.entries.into_iter().map(|(_, value)| value)
    }

    /// The keys with their values.
    pub fn iter(&self) -> std::slice::Iter<'_, (K, V)> {
        self.entries.iter()
    }
}

impl<K: Hash + Eq, V> OrderedMap<K, V> {
    /// An empty map.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of a key.
    #[must_use]
    pub fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.place(key).map(|place| &self.entries[place].1)
    }

    /// The value of a key, to change.
    pub fn get_mut<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.place(key).map(|place| &mut self.entries[place].1)
    }

    /// Whether the map has the key.
    #[must_use]
    pub fn contains_key<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_some()
    }

    /// Gives a key a value, and gives back the one that it had; a key that was there keeps its place.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Some(place) => Some(std::mem::replace(&mut self.entries[place].1, value)),
            None => {
                self.push(key, value);
                None
            }
        }
    }

    /// The place of a key that may be new.
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        Entry { map: self, key }
    }

    fn place<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        self.places.find(hash(key), &mut |place| self.entries[place].0.borrow() == key)
    }

    fn push(&mut self, key: K, value: V) {
        self.places.add(hash(&key));
        self.entries.push((key, value));
    }
}

impl<'a, K: Hash + Eq, V> Entry<'a, K, V> {
    /// The key's value; where it has none, this one.
    pub fn or_insert(self, value: V) -> &'a mut V {
        self.or_insert_with(|| value)
    }

    /// The key's value; where it has none, what is made for it.
    pub fn or_insert_with(self, make: impl FnOnce() -> V) -> &'a mut V {
        let place = match self.map.place(&self.key) {
            Some(place) => place,
            None => {
                self.map.push(self.key, make());
                self.map.entries.len() - 1
            }
        };
        &mut self.map.entries[place].1
    }

    /// The key's value; where it has none, the default of its type.
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert(V::default())
    }
}

impl<K: Hash + Eq + Borrow<Q>, Q: Hash + Eq + ?Sized, V> Index<&Q> for OrderedMap<K, V> {
    type Output = V;

    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("groundplan bug: a key is asked for that was not inserted")
    }
}

impl<K, V> IntoIterator for OrderedMap<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<'a, K, V> IntoIterator for &'a OrderedMap<K, V> {
    type Item = &'a (K, V);
    type IntoIter = std::slice::Iter<'a, (K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}

impl<K: Hash + Eq, V> FromIterator<(K, V)> for OrderedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::default();
        for (key, value) in entries {
            map.insert(key, value);
        }
        map
    }
}

impl<T> OrderedSet<T> {
    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.map.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.map.entries.is_empty()
    }

    /// The first member that was inserted.
    #[must_use]
    pub fn first(&self) -> Option<&T> {
        self.iter().next()
    }

    /// The members, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.map.keys()
    }
}

impl<T: Hash + Eq> OrderedSet<T> {
    /// An empty set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a member; `false` where it was there already.
    pub fn insert(&mut self, member: T) -> bool {
        let new = !self.map.contains_key(&member);
        if new {
            self.map.push(member, ());
        }
        new
    }

    /// Whether it is a member.
    #[must_use]
    pub fn contains<Q: Hash + Eq + ?Sized>(&self, member: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.map.contains_key(member)
    }
}

impl<T> IntoIterator for OrderedSet<T> {
    type Item = T;
    type IntoIter = std::iter::Map<std::vec::IntoIter<(T, ())>, fn((T, ())) -> T>;

    fn into_iter(self) -> Self::IntoIter {
        self.map.into_iter().map(|(member, ())| member)
    }
}

impl<T: Hash + Eq> Extend<T> for OrderedSet<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, members: I) {
        for member in members {
            self.insert(member);
        }
    }
}

impl<T: Hash + Eq> FromIterator<T> for OrderedSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(members: I) -> Self {
        let mut set = Self::default();
        set.extend(members);
        set
    }
}

/// Where the keys of a map stand, by their hashes. It knows nothing of their type.
#[derive(Clone, Debug, Default)]
struct Places {
    /// The hash of each key, in the order of the keys.
    hashes: Vec<u64>,
    /// A place and one, or 0 where the slot is free. Its length is a power of two, twice the keys at least; a key
    /// stands in the first free slot behind the one that its hash names.
    slots: Vec<u32>,
}

impl Places {
    fn find(&self, hash: u64, is_same: &mut dyn FnMut(usize) -> bool) -> Option<usize> {
        let mut slot = self.first_slot(hash)?;
        while let Some(place) = (self.slots[slot] as usize).checked_sub(1) {
            if self.hashes[place] == hash && is_same(place) {
                return Some(place);
            }
            slot = (slot + 1) % self.slots.len();
        }
        None
    }

    /// Adds the next place.
    fn add(&mut self, hash: u64) {
        self.hashes.push(hash);
        if self.hashes.len() * 2 > self.slots.len() {
            self.slots = vec![0; (self.slots.len() * 2).max(16)];
            (0..self.hashes.len()).for_each(|place| self.occupy(place));
        } else {
            self.occupy(self.hashes.len() - 1);
        }
    }

    fn occupy(&mut self, place: usize) {
        let Some(mut slot) = self.first_slot(self.hashes[place]) else { return };
        while self.slots[slot] != 0 {
            slot = (slot + 1) % self.slots.len();
        }
        self.slots[slot] = place as u32 + 1;
    }

    fn first_slot(&self, hash: u64) -> Option<usize> {
        (hash as usize).checked_rem(self.slots.len())
    }
}

/// The same in every build: a new `DefaultHasher` has a fixed key.
fn hash(key: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_in_the_order_in_which_they_were_first_inserted() {
        let mut map = OrderedMap::new();
        for number in (0..1_000).rev().chain(500..1_500) {
            *map.entry(number).or_default() += 1;
        }
        let order: Vec<i32> = map.keys().copied().collect();
        assert_eq!(order, (0..1_000).rev().chain(1_000..1_500).collect::<Vec<_>>());
        assert!((0..500).all(|number| map.get(&number) == Some(&1)));
        assert!((500..1_000).all(|number| map.get(&number) == Some(&2)));
        assert_eq!(map.get(&1_500), None);
    }

    #[test]
    fn a_key_that_is_given_again_keeps_its_place_and_takes_the_new_value() {
        let map: OrderedMap<&str, u32> = [("b", 1), ("a", 2), ("b", 3)].into_iter().collect();
        assert_eq!(map.into_iter().collect::<Vec<_>>(), [("b", 3), ("a", 2)]);
    }

    #[test]
    fn a_set_tells_who_is_new() {
        let mut set = OrderedSet::new();
        assert!(set.insert("b") && set.insert("a") && !set.insert("b"));
        assert!(set.contains(&"a") && !set.contains(&"c"));
        assert_eq!((set.len(), set.is_empty()), (2, false));
        assert_eq!(set.iter().copied().collect::<Vec<_>>(), ["b", "a"]);
    }

    #[test]
    fn keys_of_one_hash_are_told_apart() {
        let mut places = Places::default();
        for place in 0..100_usize {
            assert_eq!(places.find(7, &mut |other| other == place), None);
            places.add(7);
        }
        assert_eq!(places.find(7, &mut |other| other == 63), Some(63));
        assert_eq!(places.find(8, &mut |_| true), None);
    }
}
