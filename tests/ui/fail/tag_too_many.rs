groundplan::topology! {
    topology Case;
    region "us-east-1";
    zones a;
    tags {
        Tag00: "0", Tag01: "1", Tag02: "2", Tag03: "3", Tag04: "4", Tag05: "5", Tag06: "6", Tag07: "7",
        Tag08: "8", Tag09: "9", Tag10: "10", Tag11: "11", Tag12: "12", Tag13: "13", Tag14: "14", Tag15: "15",
        Tag16: "16", Tag17: "17", Tag18: "18", Tag19: "19", Tag20: "20", Tag21: "21", Tag22: "22", Tag23: "23",
        Tag24: "24", Tag25: "25", Tag26: "26", Tag27: "27", Tag28: "28", Tag29: "29", Tag30: "30", Tag31: "31",
        Tag32: "32", Tag33: "33", Tag34: "34", Tag35: "35", Tag36: "36", Tag37: "37", Tag38: "38", Tag39: "39",
        Tag40: "40", Tag41: "41", Tag42: "42", Tag43: "43", Tag44: "44", Tag45: "45", Tag46: "46", Tag47: "47",
    }

    vpc main "10.0.0.0/16" {
        subnet app "10.0.1.0/24" in a;
        route_table isolated on app;
    }
    instance web in app { launch: { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 } }
}

fn main() {}
