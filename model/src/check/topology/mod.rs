//! The topology itself: its zones and tags.

use super::chapter;

chapter! {
    Shape tag_characters;
    Relation tag_keys_differ_in_case;
    Relation tag_too_many;
    Shape zone_unknown;
}
