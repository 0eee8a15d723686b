//! One thing put wrong in a topology that is right.

use fastrand::Rng;

/// Takes a line away, or puts a number, a block, a name or an arrow wrong. What is not there is not put wrong.
pub(super) fn spoil(rng: &mut Rng, text: &str) -> String {
    const WRONG: &[(&str, &str)] = &[
        ("tcp 80", "tcp 81"),
        (".2.0/24", ".1.0/24"),
        ("on public {", "on private {"),
        ("edge -> web", "edge -> inner"),
        ("\"0.0.0.0/0\" -> gate", "\"10.0.0.0/8\" -> gate"),
        ("max: 3", "max: 0"),
        ("yes } {", "no } {"),
        ("www.example.com\" => web", "www.example.org\" => web"),
    ];
    if rng.u8(..3) == 0 {
        let lines: Vec<&str> = text.lines().collect();
        let gone = rng.usize(2..lines.len());
        return lines
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != gone)
            .map(|(_, line)| format!("{line}\n"))
            .collect();
    }
    let (from, to) = WRONG[rng.usize(..WRONG.len())];
    text.replacen(from, to, 1)
}
