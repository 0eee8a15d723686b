groundplan::topology! {

}

fn main() {}
