//! The state file, and that the same calls give the same account.

use super::network::Network;
use crate::clock::Span;
use crate::{Sandbox, Settings, StateFile, StateFileError, Store};

fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("groundplan-sandbox-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn a_saved_account_is_loaded_whole_and_goes_on() {
    let mut network = Network::new();
    network.make("address", "AllocateAddress", &[], "allocationId");
    network.make("nat", "CreateNatGateway", &["SubnetId={a}", "AllocationId={address}"], "natGatewayId");
    let folder = folder("round");
    let path = folder.join("state.json");
    let file = StateFile::open(&path).unwrap();
    file.save(network.aws.sandbox.store()).unwrap();
    let loaded = file.load().unwrap();
    assert_eq!(format!("{loaded:?}"), format!("{:?}", network.aws.sandbox.store()));

    let settings = Settings { default_vpc: false, ..Settings::default() };
    network.aws.sandbox = Sandbox::with_store(settings, loaded);
    network.aws.wait(Span::seconds(90));
    let states = network.listed("DescribeNatGateways", &["NatGatewayId.1={nat}"], "state");
    assert_eq!(states, ["available"]);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_state_file_is_private_used_by_one_and_of_one_version() {
    let folder = folder("lock");
    let path = folder.join("state.json");
    let file = StateFile::open(&path).unwrap();
    assert_eq!(format!("{:?}", file.load().unwrap()), format!("{:?}", Store::default()));
    file.save(&Store::default()).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert!(matches!(StateFile::open(&path), Err(StateFileError::Locked(_))));
    for text in [r#"{"version":2,"store":{"shape":"another"}}"#, "{", ""] {
        std::fs::write(&path, text).unwrap();
        assert!(matches!(file.load(), Err(StateFileError::Unreadable(..))), "{text}");
    }
    drop(file);
    StateFile::open(&path).unwrap();
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
#[cfg(unix)]
fn a_link_is_another_name_of_the_same_state_and_nothing_else_is_written_through() {
    let folder = folder("link");
    let (path, link) = (folder.join("state.json"), folder.join("link.json"));
    std::fs::write(&path, "").unwrap();
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let file = StateFile::open(&link).unwrap();
    assert!(matches!(StateFile::open(&path), Err(StateFileError::Locked(_))));
    // Somebody's link stands where the draft goes.
    let precious = folder.join("precious");
    std::fs::write(&precious, "as it was").unwrap();
    std::os::unix::fs::symlink(&precious, folder.join("state.json.new")).unwrap();
    file.save(&Store::default()).unwrap();
    assert_eq!(std::fs::read_to_string(&precious).unwrap(), "as it was");
    assert!(link.is_symlink());
    file.load().unwrap();
    file.remove().unwrap();
    assert!(!path.exists());
    assert!(matches!(StateFile::open(&link), Err(StateFileError::Unusable(..))), "it leads nowhere");
    assert!(matches!(StateFile::open(&folder), Err(StateFileError::Unusable(..))), "a folder is no file");
    assert!(matches!(StateFile::open(""), Err(StateFileError::Unusable(..))));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_same_calls_give_the_same_account() {
    let (one, other) = (Network::new(), Network::new());
    assert_eq!(format!("{:?}", one.aws.sandbox.store()), format!("{:?}", other.aws.sandbox.store()));
}

#[test]
fn many_small_steps_of_time_do_what_one_big_step_does() {
    let run = |steps: u64| {
        let mut network = Network::new();
        network.make("address", "AllocateAddress", &[], "allocationId");
        network.make("nat", "CreateNatGateway", &["SubnetId={a}", "AllocationId={address}"], "natGatewayId");
        network.send("DeleteNatGateway", &["NatGatewayId={nat}"]);
        for _ in 0..steps {
            network.aws.wait(Span::seconds(240 / steps));
            network.aws.sandbox.advance(network.aws.now);
        }
        format!("{:?}", network.aws.sandbox.store())
    };
    assert_eq!(run(1), run(120));
}

#[test]
fn time_never_goes_back() {
    let mut network = Network::new();
    let before = network.aws.sandbox.store().now;
    network.aws.now = crate::Timestamp(0);
    network.send("DescribeVpcs", &[]);
    assert_eq!(network.aws.sandbox.store().now, before);
}

#[test]
fn an_account_with_a_living_group_is_loaded_whole_and_goes_on_as_it_would_have() {
    let life = |saved_at: Option<u64>| {
        let mut site = super::scaling::Site::new(Settings::default());
        site.create(&[]);
        for second in (0..240).step_by(20) {
            site.network.aws.wait(Span::seconds(20));
            site.network.aws.sandbox.advance(site.network.aws.now);
            if saved_at == Some(second) {
                let saved = serde_json::to_string(site.network.aws.sandbox.store()).unwrap();
                let loaded: Store = serde_json::from_str(&saved).unwrap();
                let settings = site.network.aws.sandbox.settings().clone();
                site.network.aws.sandbox = Sandbox::with_store(settings, loaded);
            }
        }
        assert_eq!(site.health(), ["healthy", "healthy"]);
        format!("{:?}", site.network.aws.sandbox.store())
    };
    let untouched = life(None);
    assert_eq!(life(None), untouched);
    for second in [0, 20, 60, 200] {
        assert_eq!(life(Some(second)), untouched, "{second}");
    }
}
