groundplan::topology! {
    topology Shop;
    region "us-east-1";

    /// How long a request may wait, in seconds.
    param wait: Count 1..=9 = 2;

    output seconds = format "{wait}";
}

fn main() {}
