//! Versions of launch templates. A version never changes, and its number never comes back.

use super::launch_data::write_launch_data;
use super::launch_template::{Named, created_by, read_description, read_template_data, version_of};
use crate::filter::{Field, list_rows};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::machine::{LaunchTemplate, TemplateVersion};
use crate::store::{find, find_mut};
use crate::wire::answer::Answer;
use crate::wire::xml::Xml;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("CreateLaunchTemplateVersion", create_launch_template_version).with_token("ClientToken"),
    Operation::read("DescribeLaunchTemplateVersions", describe_launch_template_versions),
    Operation::write("DeleteLaunchTemplateVersions", delete_launch_template_versions),
];

fn create_launch_template_version(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let named = Named::read(call.input)?;
    let description = read_description(call.input)?;
    let source = call.input.optional("SourceVersion");
    let data = read_template_data(call)?;
    call.begin()?;

    let id = named.find(call.region)?.id.clone();
    let data = match source {
        None => data,
        Some(version) => {
            let template = find::<LaunchTemplate>(call.region, &id)?;
            version_of(template, version)?.1.data.clone().overridden_by(data)
        }
    };
    let version = TemplateVersion { made_at: call.now(), description, data };
    let template = find_mut::<LaunchTemplate>(call.region, &id)?;
    template.latest_version += 1;
    let number = template.latest_version;
    template.versions.insert(number, version);
    let template = find::<LaunchTemplate>(call.region, &id)?;
    Ok(Answer::ec2(|xml| {
        xml.element("launchTemplateVersion", |xml| {
            write_version(xml, template, number, &call.region.account)
        });
    }))
}

/// A version in a list: its template and its number.
type Listed = (LaunchTemplate, u64);

/// EC2 API reference, DescribeLaunchTemplateVersions: of its filters those that a client of ours may ask by.
const VERSION_FIELDS: &[Field<Listed>] = &[
    ("create-time", |(template, number), _| {
        template.versions.get(number).map(|version| version.made_at.to_string()).into_iter().collect()
    }),
    ("is-default-version", |(template, number), _| vec![(template.default_version == *number).to_string()]),
];

fn describe_launch_template_versions(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let input = call.input;
    let named = Named::read_optional(input);
    let asked = input.texts("LaunchTemplateVersion");
    let bound = |name: &str| Ok(input.number(name)?.and_then(|number| u64::try_from(number).ok()));
    let (least, most) = (bound("MinVersion")?.unwrap_or(0), bound("MaxVersion")?.unwrap_or(u64::MAX));
    let mut rows: Vec<(String, Listed)> = Vec::new();
    if let Some(named) = named {
        let template = named.find(call.region)?;
        let numbers: Vec<u64> = if asked.is_empty() {
            template.versions.keys().copied().filter(|number| (least..=most).contains(number)).collect()
        } else {
            asked
                .iter()
                .map(|version| Ok(version_of(template, version)?.0))
                .collect::<Result<_, Refusal>>()?
        };
        rows.extend(numbers.into_iter().map(|number| listed(template, number)));
    } else {
        // EC2 API reference: over all templates only `$Latest`, `$Default` or both can be asked for.
        if asked.is_empty()
            || asked.iter().any(|version| !["$Latest", "$Default"].contains(&version.as_str()))
        {
            return Err(Refusal::missing("LaunchTemplateId"));
        }
        for template in call.region.launch_templates.values() {
            for version in &asked {
                rows.push(listed(template, version_of(template, version)?.0));
            }
        }
    }
    rows.sort_by(|(a, _), (b, _)| a.cmp(b));
    rows.dedup_by(|(a, _), (b, _)| a == b);
    // EC2 API reference, DescribeLaunchTemplateVersions: 1 to 200.
    let (rows, next) = list_rows(call, None, VERSION_FIELDS, Some((1, 200)), rows)?;
    let account = &call.region.account;
    Ok(Answer::ec2(|xml| {
        xml.list("launchTemplateVersionSet", &rows, |xml, (template, number)| {
            write_version(xml, template, *number, account);
        });
        xml.optional("nextToken", next.as_ref());
    }))
}

fn listed(template: &LaunchTemplate, number: u64) -> (String, Listed) {
    (format!("{} {number:010}", template.id), (template.clone(), number))
}

/// Answers with status 200 also for the versions that it did not delete.
fn delete_launch_template_versions(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let named = Named::read(call.input)?;
    let asked = call.input.texts("LaunchTemplateVersion");
    call.begin()?;
    if asked.is_empty() {
        return Err(Refusal::missing("LaunchTemplateVersion"));
    }
    // EC2 API reference, DeleteLaunchTemplateVersions: up to 200.
    if asked.len() > 200 {
        return Err(Refusal::value("At most 200 launch template versions can be deleted in a request"));
    }
    let id = named.find(call.region)?.id.clone();
    let template = find_mut::<LaunchTemplate>(call.region, &id)?;
    let mut deleted = Vec::new();
    let mut kept = Vec::new();
    for version in asked {
        let number = version.parse::<u64>().ok();
        match number {
            // EC2 API reference: the default version cannot be deleted.
            Some(number) if number == template.default_version => kept.push((
                number,
                "unexpectedError",
                format!("Cannot delete the default version {number} of the launch template"),
            )),
            Some(number) if template.versions.remove(&number).is_some() => deleted.push(number),
            _ => kept.push((
                number.unwrap_or_default(),
                "launchTemplateVersionDoesNotExist",
                format!("Could not find launch template version {version}"),
            )),
        }
    }
    let template = &*template;
    let head = |xml: &mut Xml, number: u64| {
        xml.text("launchTemplateId", &template.id);
        xml.text("launchTemplateName", &template.name);
        xml.text("versionNumber", number);
    };
    Ok(Answer::ec2(|xml| {
        xml.list("successfullyDeletedLaunchTemplateVersionSet", deleted, head);
        xml.list("unsuccessfullyDeletedLaunchTemplateVersionSet", kept, |xml, (number, code, message)| {
            head(xml, number);
            xml.element("responseError", |xml| {
                xml.text("code", code);
                xml.text("message", message);
            });
        });
    }))
}

fn write_version(xml: &mut Xml, template: &LaunchTemplate, number: u64, account: &str) {
    let Some(version) = template.versions.get(&number) else { return };
    xml.text("launchTemplateId", &template.id);
    xml.text("launchTemplateName", &template.name);
    xml.text("versionNumber", number);
    xml.optional("versionDescription", version.description.as_ref());
    xml.text("createTime", version.made_at);
    xml.text("createdBy", created_by(account));
    xml.text("defaultVersion", number == template.default_version);
    xml.element("launchTemplateData", |xml| write_launch_data(xml, &version.data));
}
