//! Sets of blocks: which overlap, and what is free between them.

use std::collections::BTreeMap;

use crate::cidr::Cidr;

/// For each block the index of the first other one before it in the list that shares an address with it.
///
/// Blocks are nested or disjoint, so one sweep over them in the order of their addresses sees every pair.
#[must_use]
pub fn earlier_overlaps(blocks: &[Cidr]) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_by_key(|&index| (blocks[index].first(), blocks[index].length(), index));
    let mut least: Vec<usize> = (0..blocks.len()).collect();
    // Each open block holds the next one; what is met inside is handed to the holder when a block closes.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let close = |open: &mut Vec<(usize, usize)>, least: &mut Vec<usize>| {
        if let Some((index, inside)) = open.pop() {
            least[index] = least[index].min(inside);
            if let Some((_, holder)) = open.last_mut() {
                *holder = (*holder).min(inside);
            }
        }
    };
    let mut around: Vec<usize> = Vec::new();
    for index in order {
        while open.last().is_some_and(|&(holder, _)| blocks[holder].last() < blocks[index].first()) {
            close(&mut open, &mut least);
            around.pop();
        }
        let outer = around.last().copied().unwrap_or(usize::MAX);
        least[index] = least[index].min(outer);
        around.push(outer.min(index));
        open.push((index, index));
    }
    while !open.is_empty() {
        close(&mut open, &mut least);
    }
    least.into_iter().enumerate().map(|(index, least)| (least < index).then_some(least)).collect()
}

/// The addresses of some blocks, less those that are taken.
#[derive(Clone, Debug)]
pub struct Free {
    blocks: Vec<Cidr>,
    /// First to last address of what is taken: disjoint, and merged where they touch.
    taken: BTreeMap<u32, u32>,
}

impl Free {
    /// What is free of `blocks` beside the `taken` ones.
    #[must_use]
    pub fn new(blocks: impl IntoIterator<Item = Cidr>, taken: impl IntoIterator<Item = Cidr>) -> Free {
        let mut free = Free { blocks: blocks.into_iter().collect(), taken: BTreeMap::new() };
        taken.into_iter().for_each(|block| free.mark(block));
        free
    }

    /// Takes the next free block of this prefix length: the first one from `near` on, or else the first of all.
    pub fn take(&mut self, length: u8, near: u32) -> Option<Cidr> {
        let found = self.find(length, near).or_else(|| self.find(length, 0))?;
        self.mark(found);
        Some(found)
    }

    /// The last taken address within the blocks, where the search for the next one begins.
    #[must_use]
    pub fn last_taken(&self) -> u32 {
        let inside = |block: &Cidr| {
            let (_, &last) = self.taken.range(..=block.last()).next_back()?;
            (last >= block.first()).then_some(last.min(block.last()))
        };
        self.blocks.iter().filter_map(inside).max().unwrap_or(0)
    }

    fn find(&self, length: u8, near: u32) -> Option<Cidr> {
        let found = |block: &Cidr| {
            let mut next = u64::from(near.max(block.first()));
            while block.length() <= length && next <= u64::from(block.last()) {
                let size = 1_u64 << (32 - length);
                let first = next.next_multiple_of(size);
                let last = first + size - 1;
                if last > u64::from(block.last()) {
                    return None;
                }
                match self.taken.range(..=last as u32).next_back() {
                    Some((_, &end)) if u64::from(end) >= first => next = u64::from(end) + 1,
                    _ => return Some(Cidr::containing(first as u32, length)),
                }
            }
            None
        };
        self.blocks.iter().find_map(found)
    }

    fn mark(&mut self, block: Cidr) {
        let (mut first, mut last) = (block.first(), block.last());
        while let Some((&from, &to)) = self.taken.range(..=last.saturating_add(1)).next_back()
            && to >= first.saturating_sub(1)
        {
            self.taken.remove(&from);
            (first, last) = (first.min(from), last.max(to));
        }
        self.taken.insert(first, last);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn block(text: &str) -> Cidr {
        text.parse().unwrap()
    }

    fn overlaps(texts: &[&str]) -> Vec<Option<usize>> {
        earlier_overlaps(&texts.iter().map(|text| block(text)).collect::<Vec<_>>())
    }

    #[test]
    fn a_block_overlaps_the_first_one_before_it_that_holds_it_or_lies_in_it() {
        assert_eq!(overlaps(&["10.0.0.0/24", "10.0.1.0/24"]), [None, None]);
        assert_eq!(overlaps(&["10.0.0.0/24", "10.0.0.128/25"]), [None, Some(0)]);
        assert_eq!(overlaps(&["10.0.0.128/25", "10.0.0.0/24"]), [None, Some(0)]);
        assert_eq!(overlaps(&["10.0.0.0/24", "10.0.0.0/24"]), [None, Some(0)]);
        let nested = ["10.0.0.0/26", "10.0.0.64/26", "10.0.0.0/24", "10.0.0.128/25", "10.0.0.128/26"];
        assert_eq!(overlaps(&nested), [None, None, Some(0), Some(2), Some(2)]);
    }

    #[test]
    fn every_pair_is_seen_as_a_comparison_of_each_with_each_sees_it() {
        let mut state: u32 = 7;
        for _ in 0..200 {
            let blocks: Vec<Cidr> = (0..12)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    Cidr::containing(0x0a00_0000 | (state >> 24), 24 + (state >> 8) as u8 % 8)
                })
                .collect();
            let plain = |index: usize| (0..index).find(|&other| blocks[other].overlaps(blocks[index]));
            assert_eq!(earlier_overlaps(&blocks), (0..12).map(plain).collect::<Vec<_>>(), "{blocks:?}");
        }
    }

    #[test]
    fn the_next_free_block_is_aligned_and_inside() {
        let taken = ["10.0.1.0/24", "10.0.2.0/24"].map(block);
        let mut free = Free::new([block("10.0.0.0/16")], taken);
        assert_eq!(free.last_taken(), block("10.0.2.0/24").last());
        assert_eq!(free.take(24, free.last_taken()), Some(block("10.0.3.0/24")));
        assert_eq!(free.take(23, 0), Some(block("10.0.4.0/23")));
        assert_eq!(free.take(24, 0), Some(block("10.0.0.0/24")));
        assert_eq!(free.take(15, 0), None);
    }

    #[test]
    fn the_search_begins_again_when_the_end_is_full() {
        let mut free = Free::new([block("10.0.0.0/24")], [block("10.0.0.128/25")]);
        assert_eq!(free.take(26, free.last_taken()), Some(block("10.0.0.0/26")));
        assert_eq!(free.take(26, 0), Some(block("10.0.0.64/26")));
        assert_eq!(free.take(28, 0), None);
    }

    #[test]
    fn the_ends_of_the_address_space_are_no_overflow() {
        let mut free = Free::new([block("255.255.255.0/24")], [block("255.255.255.0/25")]);
        assert_eq!(free.take(25, free.last_taken()), Some(block("255.255.255.128/25")));
        assert_eq!(free.take(28, u32::MAX), None);
        assert_eq!(Free::new([block("0.0.0.0/24")], []).take(24, 0), Some(block("0.0.0.0/24")));
    }
}
