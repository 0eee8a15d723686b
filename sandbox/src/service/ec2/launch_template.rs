//! Launch templates.
//!
//! AWS looks at a template's contents only loosely: a wrong image, type or profile shows when something is launched.

use super::launch_data::{read_launch_data, refuse_user_data};
use super::tags::{read_tag_specifications, write_tags};
use crate::filter::{Field, Listing, list};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::machine::{LaunchData, LaunchTemplate, TemplateUse, TemplateVersion};
use crate::store::{Region, find, find_mut};
use crate::wire::answer::Answer;
use crate::wire::input::Input;
use crate::wire::xml::Xml;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("CreateLaunchTemplate", create_launch_template).with_token("ClientToken"),
    Operation::read("DescribeLaunchTemplates", describe_launch_templates),
    Operation::write("ModifyLaunchTemplate", modify_launch_template).with_token("ClientToken"),
    Operation::write("DeleteLaunchTemplate", delete_launch_template),
];

fn create_launch_template(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let name = call.input.text("LaunchTemplateName")?;
    let description = read_description(call.input)?;
    let data = read_template_data(call)?;
    let tags = read_tag_specifications::<LaunchTemplate>(call)?;
    call.begin()?;

    refuse_name(name)?;
    if call.region.launch_templates.values().any(|template| template.name == name) {
        // "Error codes for the Amazon EC2 API".
        return Err(Refusal::new(
            "InvalidLaunchTemplateName.AlreadyExistsException",
            "Launch template name already in use.",
        ));
    }
    let id = call.region.new_id("lt");
    let made_at = call.now();
    let template = LaunchTemplate {
        id: id.clone(),
        made_at,
        name: name.to_owned(),
        default_version: 1,
        latest_version: 1,
        versions: [(1, TemplateVersion { made_at, description, data })].into(),
        tags,
    };
    let answer =
        Answer::ec2(|xml| xml.element("launchTemplate", |xml| write_template(xml, &template, call.region)));
    call.region.launch_templates.insert(id, template);
    Ok(answer)
}

/// `LaunchTemplateData`, which a template must have. What can be judged without anything else is judged here.
pub(super) fn read_template_data(call: &Call<'_>) -> Result<LaunchData, Refusal> {
    let inside = call.input.structure("LaunchTemplateData");
    // EC2 API reference, CreateLaunchTemplate: required.
    let inside = inside.ok_or_else(|| Refusal::missing("LaunchTemplateData"))?;
    let data = read_launch_data(inside, call.settings)?;
    refuse_user_data(data.user_data.as_deref(), "InvalidUserData.Malformed")?;
    if !data.interfaces.is_empty() && !data.groups.is_empty() {
        // EC2 API reference, RequestLaunchTemplateData, SecurityGroupIds; words as quoted in many public issues.
        let message = "Network interfaces and an instance-level security groups may not be specified on the same request";
        return Err(Refusal::combination(message));
    }
    Ok(data)
}

/// EC2 API reference, CreateLaunchTemplate: at most 255 characters.
pub(super) fn read_description(input: Input<'_>) -> Result<Option<String>, Refusal> {
    let description = input.optional("VersionDescription").map(str::to_owned);
    if description.as_ref().is_some_and(|text| text.chars().count() > 255) {
        return Err(Refusal::value("Launch template version description is longer than 255 characters"));
    }
    Ok(description)
}

/// EC2 API reference, CreateLaunchTemplate: 3 to 128 of letters, digits and `().-/_`.
fn refuse_name(name: &str) -> Result<(), Refusal> {
    let fits = (3..=128).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"().-/_".contains(&byte));
    if fits {
        return Ok(());
    }
    // "Error codes for the Amazon EC2 API".
    let message = "Launch template names must be between 3 and 128 characters, and may contain letters, numbers, and the following characters: - ( ) . / _";
    Err(Refusal::new("InvalidLaunchTemplateName.MalformedException", message))
}

/// A template as a request names it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named<'a> {
    id: Option<&'a str>,
    name: Option<&'a str>,
}

impl<'a> Named<'a> {
    /// Reads `LaunchTemplateId` or `LaunchTemplateName`, of which a request gives one.
    pub(crate) fn read(input: Input<'a>) -> Result<Self, Refusal> {
        let named =
            Self { id: input.optional("LaunchTemplateId"), name: input.optional("LaunchTemplateName") };
        match (named.id, named.name) {
            (Some(_), None) | (None, Some(_)) => Ok(named),
            // EC2 API reference, the operations of launch templates; codes assumed.
            (None, None) => Err(Refusal::missing("LaunchTemplateId")),
            (Some(_), Some(_)) => Err(Refusal::combination(
                "The parameter 'launchTemplateName' may not be used in combination with 'launchTemplateId'",
            )),
        }
    }

    /// The same where a request need not name one.
    pub(super) fn read_optional(input: Input<'a>) -> Option<Self> {
        let (id, name) = (input.optional("LaunchTemplateId"), input.optional("LaunchTemplateName"));
        (id.is_some() || name.is_some()).then_some(Self { id, name })
    }

    pub(crate) fn id(id: &'a str) -> Self {
        Self { id: Some(id), name: None }
    }

    pub(crate) fn find(self, region: &Region) -> Result<&LaunchTemplate, Refusal> {
        match (self.id, self.name) {
            (Some(id), _) => find::<LaunchTemplate>(region, id),
            (None, name) => {
                let name = name.unwrap_or_default();
                region
                    .launch_templates
                    .values()
                    .find(|template| template.name == name)
                    .ok_or_else(|| not_found_name(name))
            }
        }
    }
}

/// "Error codes for the Amazon EC2 API".
fn not_found_name(name: &str) -> Refusal {
    let message = format!("The specified launch template, with template name {name}, does not exist.");
    Refusal::new("InvalidLaunchTemplateName.NotFoundException", message)
}

/// The version that `version` names: a number, `$Latest` or `$Default`.
pub(crate) fn version_of<'a>(
    template: &'a LaunchTemplate,
    version: &str,
) -> Result<(u64, &'a TemplateVersion), Refusal> {
    let number = match version {
        "$Latest" => template.versions.keys().next_back().copied(),
        "$Default" => Some(template.default_version),
        number => number.parse().ok(),
    };
    let found = number.and_then(|number| template.versions.get_key_value(&number));
    found.map(|(number, version)| (*number, version)).ok_or_else(|| {
        // "Error codes for the Amazon EC2 API".
        let message = format!("Could not find launch template version {version}");
        Refusal::new("InvalidLaunchTemplateId.VersionNotFound", message)
    })
}

/// What a version says, and the numbers that say which it was.
pub(crate) fn resolve(
    region: &Region,
    named: Named<'_>,
    version: Option<&str>,
) -> Result<(TemplateUse, LaunchData), Refusal> {
    let template = named.find(region)?;
    let (version, contents) = version_of(template, version.unwrap_or("$Default"))?;
    let used = TemplateUse { id: template.id.clone(), name: template.name.clone(), version };
    Ok((used, contents.data.clone()))
}

/// EC2 API reference, DescribeLaunchTemplates.
const FIELDS: &[Field<LaunchTemplate>] = &[
    ("create-time", |template, _| vec![template.made_at.to_string()]),
    ("launch-template-name", |template, _| vec![template.name.clone()]),
];

fn describe_launch_templates(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let names = call.input.texts("LaunchTemplateName");
    let listing = Listing { ids: "LaunchTemplateId", fields: FIELDS, page: Some((1, 200)) };
    let mut listed = list(call, &listing)?;
    for name in &names {
        Named { id: None, name: Some(name) }.find(call.region)?;
    }
    listed.rows.retain(|template| names.is_empty() || names.contains(&template.name));
    Ok(Answer::ec2(|xml| {
        xml.list("launchTemplates", &listed.rows, |xml, template| write_template(xml, template, call.region));
        xml.optional("nextToken", listed.next.as_ref());
    }))
}

fn modify_launch_template(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let named = Named::read(call.input)?;
    let version = call.input.text("SetDefaultVersion")?;
    call.begin()?;
    let template = named.find(call.region)?;
    let number = version_of(template, version)?.0;
    let id = template.id.clone();
    find_mut::<LaunchTemplate>(call.region, &id)?.default_version = number;
    let template = find::<LaunchTemplate>(call.region, &id)?;
    Ok(Answer::ec2(|xml| xml.element("launchTemplate", |xml| write_template(xml, template, call.region))))
}

/// A template that an auto scaling group uses goes too: the group can then launch nothing (EC2 user guide, "Delete a
/// launch template").
fn delete_launch_template(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let named = Named::read(call.input)?;
    call.begin()?;
    let id = named.find(call.region)?.id.clone();
    let template = find::<LaunchTemplate>(call.region, &id)?;
    let answer =
        Answer::ec2(|xml| xml.element("launchTemplate", |xml| write_template(xml, template, call.region)));
    call.region.launch_templates.remove(&id);
    Ok(answer)
}

fn write_template(xml: &mut Xml, template: &LaunchTemplate, region: &Region) {
    xml.text("launchTemplateId", &template.id);
    xml.text("launchTemplateName", &template.name);
    xml.text("createTime", template.made_at);
    xml.text("createdBy", created_by(&region.account));
    xml.text("defaultVersionNumber", template.default_version);
    let seen = template.versions.iter().filter(|(_, version)| region.sees(version.made_at));
    let latest = seen.map(|(number, _)| number).next_back();
    xml.optional("latestVersionNumber", latest.or_else(|| template.versions.keys().next_back()));
    write_tags(xml, &template.tags);
}

pub(super) fn created_by(account: &str) -> String {
    format!("arn:aws:sts::{account}:assumed-role/voclabs/sandbox")
}
