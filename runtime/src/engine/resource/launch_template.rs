//! A launch template: what a group's machines are made of. A change is a new numbered version; machines that run stay
//! as they are until they are replaced.

use std::collections::BTreeMap;

use aws_sdk_ec2::types::{LaunchTemplate as AwsTemplate, LaunchTemplateVersion, ResourceType};

use super::Operations;
use super::attribute::Attributes;
use super::ec2::{SERVICE, owned, read_tags, tag_specification};
use super::machine::{self, read_template, template_data};
use super::schema::{Attribute, Schema};
use super::state::{Found, New, Observed, Seen, State, Which, told};
use crate::call::{Call, gone_is_done, items};
use crate::context::Context;
use crate::error::Error;
use crate::naming;

pub(crate) struct LaunchTemplate;

/// The output that groups refer to.
pub(crate) const VERSION: &str = "version";

/// The largest page of DescribeLaunchTemplates and of its versions (botocore model of EC2, 2026-09).
const PAGE: i32 = 200;
/// The longest name (EC2 API reference, CreateLaunchTemplate, 2026-09).
const LONGEST_NAME: usize = 128;
const LATEST: &str = "$Latest";

impl Operations for LaunchTemplate {
    const SCHEMA: Schema = Schema {
        attributes: &[
            Attribute::in_place(machine::IMAGE),
            Attribute::in_place(machine::TYPE),
            Attribute::in_place(machine::KEY),
            Attribute::in_place(machine::PROFILE),
            Attribute::in_place(machine::GROUPS).unordered(),
            Attribute::in_place(machine::PUBLIC),
            Attribute::in_place(machine::HOPS),
            Attribute::in_place(machine::MONITORING),
            Attribute::in_place(machine::DEVICE),
            Attribute::in_place(machine::VOLUME_TYPE),
            Attribute::in_place(machine::VOLUME_SIZE),
            Attribute::in_place(machine::USER_DATA),
            Attribute::in_place(machine::TAGS),
        ],
        volatile: &[VERSION],
        settles: true,
        ..Schema::PLAIN
    };

    /// The latest version of each template: where it is not as declared, a new one is.
    async fn observe(cx: &Context, which: Which<'_>, _: &Observed) -> Result<Vec<Found>, Error> {
        let request = cx.clients.ec2.describe_launch_templates();
        let request = match which {
            Which::Owned => request.set_filters(Some(owned(&cx.scope))).max_results(PAGE),
            Which::Id(id) => request.launch_template_ids(id),
        };
        let templates =
            cx.call(Call::new(SERVICE, "DescribeLaunchTemplates"), async || items!(request)).await;
        let templates = super::balancing::unless_gone(templates)?;
        if templates.is_empty() {
            return Ok(Vec::new());
        }
        let versions = latest(cx, which).await?;
        let found = templates.iter().filter_map(|template| {
            let owner = read_tags(&cx.scope, template.tags())?;
            let id = template.launch_template_id()?;
            let version = versions.iter().find(|version| version.launch_template_id() == Some(id));
            let data = version.and_then(LaunchTemplateVersion::launch_template_data);
            let found = owner.found(id, data.map(read_template).unwrap_or_default(), State::Ready);
            // The two lists need not lag alike.
            let listed = version.and_then(LaunchTemplateVersion::version_number).unwrap_or(1);
            Some(found.with_outputs(outputs(listed.max(number(template)))))
        });
        Ok(found.collect())
    }

    /// The number of a new version is an output: a list that does not show the version yet would tell an older one.
    async fn look(cx: &Context, waiting: &[Found]) -> Result<Vec<Seen>, Error> {
        let ids = waiting.iter().map(|found| found.id.clone()).collect();
        let request = cx.clients.ec2.describe_launch_templates().set_launch_template_ids(Some(ids));
        let templates: Vec<AwsTemplate> =
            cx.call(Call::new(SERVICE, "DescribeLaunchTemplates"), async || items!(request)).await?;
        let seen = |template: &AwsTemplate| {
            let id = template.launch_template_id()?;
            let shown = number(template);
            let made = cx.made_version(id).filter(|made| *made > shown);
            let state = made
                .map_or(State::Ready, |made| State::Pending(format!("AWS does not show version {made} yet")));
            Some(Seen::new(Some(id), state)?.with_outputs(outputs(made.unwrap_or(shown))))
        };
        Ok(templates.iter().filter_map(seen).collect())
    }

    async fn create(cx: &Context, new: &New<'_>) -> Result<Found, Error> {
        let request = cx
            .clients
            .ec2
            .create_launch_template()
            .launch_template_name(naming::unique(&cx.scope, new.address, new.generation, LONGEST_NAME))
            .launch_template_data(template_data(new.attributes)?)
            .client_token(new.token)
            .tag_specifications(tag_specification(ResourceType::LaunchTemplate, new.tags));
        let named = machine::named_by(new.attributes)?;
        let ids: Vec<&str> = named.iter().map(String::as_str).collect();
        let call = Call::new(SERVICE, "CreateLaunchTemplate");
        let answer = cx.call(call.on(&ids), async || request.clone().send().await).await?;
        let id = answer.launch_template.and_then(|template| template.launch_template_id).unwrap_or_default();
        Ok(Found::made(new, id, new.attributes.clone(), State::Ready)
            .with_outputs(told([(VERSION, Some("1"))])))
    }

    async fn update(cx: &Context, found: &Found, want: &Attributes, _: &[String]) -> Result<(), Error> {
        let before = found.outputs.get(VERSION).map(String::as_str).unwrap_or_default();
        let after = [("after".to_owned(), before.to_owned())].into();
        let token = naming::token(&cx.run, &cx.scope, &found.address, want, &after);
        let request = cx
            .clients
            .ec2
            .create_launch_template_version()
            .launch_template_id(&found.id)
            .launch_template_data(template_data(want)?)
            .client_token(token);
        let named = machine::named_by(want)?;
        let ids: Vec<&str> = named.iter().map(String::as_str).chain([found.id.as_str()]).collect();
        let call = Call::new(SERVICE, "CreateLaunchTemplateVersion");
        let answer = cx.call(call.on(&ids), async || request.clone().send().await).await?;
        let made = answer.launch_template_version().and_then(LaunchTemplateVersion::version_number);
        if let Some(made) = made {
            cx.remember_version(&found.id, made);
        }
        Ok(())
    }

    async fn delete(cx: &Context, found: &Found) -> Result<(), Error> {
        let request = cx.clients.ec2.delete_launch_template().launch_template_id(&found.id);
        let call = Call::new(SERVICE, "DeleteLaunchTemplate");
        gone_is_done(cx.call(call, async || request.clone().send().await).await)
    }
}

fn number(template: &AwsTemplate) -> i64 {
    template.latest_version_number().unwrap_or(1)
}

fn outputs(version: i64) -> BTreeMap<String, String> {
    told([(VERSION, Some(version.to_string().as_str()))])
}

/// The latest version of one template, or in one listing those of all templates of the account.
async fn latest(cx: &Context, which: Which<'_>) -> Result<Vec<LaunchTemplateVersion>, Error> {
    let request = cx.clients.ec2.describe_launch_template_versions().versions(LATEST);
    let request = match which {
        Which::Owned => request.max_results(PAGE),
        Which::Id(id) => request.launch_template_id(id),
    };
    cx.call(Call::new(SERVICE, "DescribeLaunchTemplateVersions"), async || items!(request)).await
}
