//! `output alb_dns = edge.dns_name;`

use groundplan_model::check::language::NAME_DECLARED_TWICE;
use groundplan_model::diagnostic::Finding;
use groundplan_model::topology::{Output, OutputValue};

use crate::syntax::StatementKind;

use super::{Lowering, Part};

/// Lowers an output. Outputs have a name space of their own.
pub(super) fn lower_output<'s>(lowering: &mut Lowering<'s>, part: Part<'s>) {
    let StatementKind::Output(name, value) = &part.statement.kind else { return };
    let at = lowering.at(name.to_string(), name.span());
    if let Some(first) = lowering.outputs.get(&at.value).copied() {
        lowering.push(
            Finding::new(&NAME_DECLARED_TWICE, at.at, format!("output `{name}` is declared twice"))
                .related(first, format!("first declared here: output `{name}`"))
                .help("rename one of the two"),
        );
        return lowering.leave_gap();
    }
    lowering.outputs.insert(at.value.clone(), at.at);
    let value = if lowering.is_several(value) {
        lowering.read_texts(value).map(OutputValue::List)
    } else {
        lowering.read_pieces(value).map(|text| OutputValue::One(text.value))
    };
    let Ok(value) = value else { return lowering.leave_gap() };
    let docs = part.statement.attributes.docs.clone();
    lowering.topology.outputs.push(Output { name: at, docs, value });
}
