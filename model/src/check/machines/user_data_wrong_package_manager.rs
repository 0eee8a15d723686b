//! User data that installs packages with the program of another system.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::template::line_of;
use crate::topology::ImageSource;

use super::launches;

pub(super) static RULE: Rule = Rule {
    name: "user_data_wrong_package_manager",
    severity: Severity::Broken,
    checks: "User data installs packages with the program that its image has.",
    why: "The command is not found, and the script goes on or ends without what it needs.",
    fails: "launch: { ami: amazon_linux \"2023\", user_data: file \"web.sh\", … }, where the script runs `apt-get`",
    instead: "Use `dnf` on Amazon Linux, and `apt-get` on Ubuntu.",
    source: "Ubuntu Server guide and Amazon Linux 2023 user guide, package management, 2026-09",
};

const OF_UBUNTU: &[&str] = &["apt-get", "apt"];
const OF_AMAZON_LINUX: &[&str] = &["dnf", "yum"];

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (header, launch) in launches(context) {
        let Some(data) = &launch.user_data else { continue };
        let (system, own, foreign) = match launch.image.source {
            ImageSource::Ubuntu(_) => ("Ubuntu", OF_UBUNTU, OF_AMAZON_LINUX),
            ImageSource::AmazonLinux(_) => ("Amazon Linux", OF_AMAZON_LINUX, OF_UBUNTU),
            ImageSource::Ssm(_) | ImageSource::Id(_) => continue,
        };
        // A script that knows both systems looks at which one it runs on.
        let (None, Some((program, at))) = (find_command(&data.text, own), find_command(&data.text, foreign)) else {
            continue;
        };
        let (file, line) = (&data.file.value, line_of(&data.text, at));
        let message = format!("line {line} of `{file}` runs `{program}`, which {system} has not");
        let finding = Finding::new(&RULE, data.file.at, message).about(header.name.at);
        report.push(finding.related(launch.image.at, "the image").help(format!("use `{}`", own[0])));
    }
}

/// The first line that begins with one of the programs, perhaps behind `sudo`, and where it stands.
fn find_command<'p>(text: &str, programs: &[&'p str]) -> Option<(&'p str, usize)> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut words = line.split_whitespace().skip_while(|word| *word == "sudo" || word.contains('='));
        let first = words.next().unwrap_or_default();
        if let Some(program) = programs.iter().find(|program| **program == first) {
            return Some((program, start));
        }
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::ImageSource;

    fn speaks(source: ImageSource, text: &str) -> bool {
        let mut sample = Sample::street();
        sample.topology.auto_scaling_groups[0].launch.image.value.source = source;
        sample.user_data("web", text, &[]);
        !sample.speaks("user_data_wrong_package_manager").is_empty()
    }

    #[test]
    fn each_system_has_its_own() {
        let (ubuntu, amazon) =
            (|| ImageSource::Ubuntu("22.04".into()), || ImageSource::AmazonLinux("2023".into()));
        assert!(speaks(ubuntu(), "#!/bin/sh\nsudo dnf install -y nginx\n"));
        assert!(!speaks(ubuntu(), "#!/bin/sh\nDEBIAN_FRONTEND=noninteractive apt-get install -y nginx\n"));
        assert!(speaks(amazon(), "#!/bin/sh\napt-get update\n"));
        assert!(!speaks(amazon(), "#!/bin/sh\nyum install -y nginx\n"));
    }

    #[test]
    fn a_script_that_knows_both_and_an_unknown_image_are_not_judged() {
        let both = "#!/bin/sh\nif command -v apt-get; then\n  apt-get update\nelse\n  yum update\nfi\n";
        assert!(!speaks(ImageSource::AmazonLinux("2023".into()), both));
        assert!(!speaks(ImageSource::Id("ami-0123456789abcdef0".into()), "#!/bin/sh\ndnf update\n"));
        assert!(!speaks(ImageSource::Ubuntu("22.04".into()), "#!/bin/sh\n# dnf is not here\necho dnf\n"));
    }
}
