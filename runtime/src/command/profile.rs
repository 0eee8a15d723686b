//! The profiles of the AWS configuration: whether the one that is asked for is there.
//!
//! The SDK falls through its chain of credentials for a profile that does not exist, and tells of the last link only.

use std::collections::BTreeSet;
use std::path::PathBuf;

/// Why a profile cannot be used, and what to do about it; nothing where it is there.
pub(super) fn find_fault(profile: &str) -> Option<(String, String)> {
    let files = [
        (file("AWS_CONFIG_FILE", "config"), "profile "),
        (file("AWS_SHARED_CREDENTIALS_FILE", "credentials"), ""),
    ];
    let mut known = BTreeSet::new();
    for (path, prefix) in files {
        let text = path.and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_default();
        known.extend(read_profiles(&text, prefix));
    }
    if known.contains(profile) {
        return None;
    }
    let made = format!("make it with `aws configure --profile {profile}`");
    let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    let help = if known.is_empty() {
        format!("there is none; {made}")
    } else {
        format!("there are {}; {made}", known.join(", "))
    };
    Some((format!("no profile `{profile}` in the AWS configuration"), help))
}

/// Where a file of the configuration lies: where the variable says, or in the home folder.
fn file(variable: &str, name: &str) -> Option<PathBuf> {
    std::env::var_os(variable)
        .map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".aws").join(name)))
}

/// The names in the headers of a file: `[default]`, and `[profile dev]` in the one, `[dev]` in the other.
fn read_profiles(text: &str, prefix: &str) -> Vec<String> {
    let header = |line: &str| {
        let inside = line.trim().strip_prefix('[')?.split_once(']')?.0.trim();
        let name = if inside == "default" { inside } else { inside.strip_prefix(prefix)?.trim() };
        (!name.is_empty()).then(|| name.to_owned())
    };
    text.lines().filter_map(header).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_both_files_name_profiles() {
        let config =
            "[default]\nregion = eu-west-1\n[profile dev]\n [profile  ops ] # ours\n[sso-session x]\n[]\n";
        assert_eq!(read_profiles(config, "profile "), ["default", "dev", "ops"]);
        assert_eq!(read_profiles("[default]\n[dev]\nkey = [no]\n", ""), ["default", "dev"]);
    }
}
