//! Machines: instance types, images, volumes, user data, sizes of groups, and how many addresses they take.

use super::chapter;

chapter! {}
