//! How a listener decides: which of its arms takes which requests.
//!
//! Hosts that params give are opaque: each is some well-formed host of its own, equal to no other param's and to no
//! written one. So an answer here is certain for every value, or it is not given; when the values are known, the same
//! questions are asked of them.

use crate::diagnostic::Site;
use crate::glob::{Effort, Glob, signatures};
use crate::ordered::OrderedMap;
use crate::topology::{Listener, ListenerRule, ParamId, Setting};

/// A host that an arm asks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Host {
    /// A written one, perhaps with wildcards.
    Glob(Glob),
    /// The value of a param.
    Param(ParamId),
}

/// The conditions of an arm.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Arm {
    /// The hosts, any of which matches; none is every host.
    pub hosts: Vec<Host>,
    /// The paths, any of which matches; none is every path.
    pub paths: Vec<Glob>,
}

/// The arms of a listener, first match wins.
#[derive(Clone, Debug)]
pub struct Routing {
    /// `None` is an arm with a value that is wrong by itself, of which nothing is known.
    arms: Vec<Option<Arm>>,
}

/// The host of one request.
#[derive(Clone, Debug)]
pub enum RequestHost {
    /// A host in lower case, which is no param's.
    Text(String),
    /// The value of a param.
    Param(ParamId),
}

/// Who takes a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// The arm at this place.
    By(usize),
    /// The default action.
    ByDefault,
}

impl Host {
    /// The host that is written or given.
    #[must_use]
    pub fn of(host: &Setting<String>) -> Host {
        match host {
            Setting::Value(text) => Host::Glob(Glob::host(text)),
            Setting::Param(id) => Host::Param(*id),
        }
    }

    /// A request to it.
    #[must_use]
    pub fn request(&self) -> RequestHost {
        match self {
            Host::Glob(glob) => RequestHost::Text(glob.sample()),
            Host::Param(id) => RequestHost::Param(*id),
        }
    }

    /// Whether certainly no request is to both.
    #[must_use]
    pub fn is_apart(&self, other: &Host) -> bool {
        match (self, other) {
            (Host::Glob(one), Host::Glob(other)) => !one.meets(other),
            (Host::Param(one), Host::Param(other)) => one != other,
            (Host::Glob(glob), Host::Param(_)) | (Host::Param(_), Host::Glob(glob)) => {
                glob.is_literal() || !glob.meets(&some_host())
            }
        }
    }
}

impl Arm {
    /// The conditions of a rule.
    #[must_use]
    pub fn of(rule: &ListenerRule) -> Arm {
        Arm {
            hosts: rule.hosts.iter().map(|host| Host::of(&host.value)).collect(),
            paths: rule.paths.iter().map(|path| Glob::path(&path.value)).collect(),
        }
    }

    /// The same conditions in one form: each value once, in order.
    #[must_use]
    pub fn sorted(mut self) -> Arm {
        self.hosts.sort();
        self.hosts.dedup();
        self.paths.sort();
        self.paths.dedup();
        self
    }
}

impl Routing {
    /// The arms of a listener; what is wrong with a value by itself was told, and nothing is known of its arm.
    #[must_use]
    pub fn new(listener: &Listener, is_wrong: impl Fn(Site) -> bool) -> Routing {
        let wrong = |rule: &ListenerRule| {
            rule.hosts.iter().any(|host| is_wrong(host.at)) || rule.paths.iter().any(|path| is_wrong(path.at))
        };
        Routing { arms: listener.rules.iter().map(|rule| (!wrong(rule)).then(|| Arm::of(rule))).collect() }
    }

    /// How many arms there are.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "nobody asks")]
    pub fn len(&self) -> usize {
        self.arms.len()
    }

    /// The arm at this place, if it is known.
    #[must_use]
    pub fn arm(&self, index: usize) -> Option<&Arm> {
        self.arms[index].as_ref()
    }

    /// The arms before `index` that together take every request to this host and path, if they certainly do: the
    /// first that does it alone, or all that have a part in it. Without a host or path it is every one.
    #[must_use]
    pub fn takers(
        &self,
        index: usize,
        host: Option<&Host>,
        path: Option<&Glob>,
        effort: &mut Effort,
    ) -> Option<Vec<usize>> {
        let every_path = Glob::path("/*");
        let path = path.unwrap_or(&every_path);
        let near = |arm: &Arm| arm.paths.is_empty() || arm.paths.iter().any(|own| own.meets(path));
        let before = self.arms[..index].iter().enumerate();
        let known: Vec<(usize, &Arm)> = before
            .filter_map(|(place, arm)| Some((place, arm.as_ref()?)))
            .filter(|(_, arm)| near(arm))
            .collect();
        let all = cover(&known, host, path, effort)?;
        let alone = all.iter().find(|place| {
            let one: Vec<(usize, &Arm)> =
                known.iter().copied().filter(|(other, _)| other == *place).collect();
            cover(&one, host, path, effort).is_some()
        });
        Some(alone.map_or_else(|| all.clone(), |place| vec![*place]))
    }

    /// Whether certainly no request fits both arms.
    #[must_use]
    pub fn are_apart(&self, one: usize, other: usize) -> bool {
        let (Some(one), Some(other)) = (self.arm(one), self.arm(other)) else { return false };
        let hosts = !one.hosts.is_empty()
            && !other.hosts.is_empty()
            && one.hosts.iter().all(|host| other.hosts.iter().all(|against| host.is_apart(against)));
        let paths = !one.paths.is_empty()
            && !other.paths.is_empty()
            && one.paths.iter().all(|path| other.paths.iter().all(|against| !path.meets(against)));
        hosts || paths
    }

    /// Who takes a request, if that is certain.
    #[must_use]
    pub fn taken(&self, host: &RequestHost, path: &str) -> Option<Taken> {
        for (place, arm) in self.arms.iter().enumerate() {
            let arm = arm.as_ref()?;
            if !(arm.paths.is_empty() || arm.paths.iter().any(|own| own.matches(path))) {
                continue;
            }
            if arm.hosts.is_empty() {
                return Some(Taken::By(place));
            }
            let fits: Vec<Option<bool>> = arm.hosts.iter().map(|own| fits(own, host)).collect();
            if fits.contains(&Some(true)) {
                return Some(Taken::By(place));
            } else if fits.contains(&None) {
                return None;
            }
        }
        Some(Taken::ByDefault)
    }
}

/// Whether a request to this host fits, if that is certain.
fn fits(own: &Host, host: &RequestHost) -> Option<bool> {
    match (own, host) {
        (Host::Glob(glob), RequestHost::Text(text)) => Some(glob.matches(text)),
        (Host::Param(own), RequestHost::Param(id)) => Some(own == id),
        (Host::Param(_), RequestHost::Text(_)) => Some(false),
        (Host::Glob(glob), RequestHost::Param(_)) if glob.is_literal() || !glob.meets(&some_host()) => {
            Some(false)
        }
        (Host::Glob(glob), RequestHost::Param(_)) => {
            glob.covers(&some_host(), &mut Effort::default()).filter(|covers| *covers)
        }
    }
}

/// Every well-formed host: it has a dot, and something on both sides of it.
fn some_host() -> Glob {
    Glob::host("?*.?*")
}

/// The arms among these that take every request to this host and path, if they certainly do.
fn cover(
    arms: &[(usize, &Arm)],
    host: Option<&Host>,
    path: &Glob,
    effort: &mut Effort,
) -> Option<Vec<usize>> {
    let (subject, text) = match host {
        None => (Glob::host("*"), None),
        Some(Host::Param(_)) => (some_host(), None),
        Some(Host::Glob(glob)) => (glob.clone(), glob.is_literal().then(|| glob.sample())),
    };
    // Arms that take the whole host, and patterns of the others that take a part of it.
    let mut whole: Vec<usize> = Vec::new();
    let mut parts: Vec<(usize, &Glob)> = Vec::new();
    for (place, arm) in arms {
        if arm.hosts.is_empty() {
            whole.push(*place);
        }
        for own in &arm.hosts {
            match (own, &text) {
                (Host::Param(_), _) if Some(own) == host => whole.push(*place),
                (Host::Glob(glob), Some(text)) if glob.matches(text) => whole.push(*place),
                // One text more or less does not decide about a pattern that matches any number of them.
                (Host::Glob(glob), None) if !glob.is_literal() && glob.meets(&subject) => {
                    parts.push((*place, glob));
                }
                _ => {}
            }
        }
    }
    let paths: OrderedMap<usize, &Arm> = arms.iter().copied().collect();
    let mut decided: OrderedMap<Vec<usize>, bool> = OrderedMap::new();
    let mut covers = |places: &Vec<usize>, effort: &mut Effort| match decided.get(places) {
        Some(covers) => *covers,
        None => {
            let covers = covers_path(path, places.iter().map(|place| paths[place]), effort) == Some(true);
            decided.insert(places.clone(), covers);
            covers
        }
    };
    whole.dedup();
    if covers(&whole, effort) {
        return Some(whole);
    }
    if parts.is_empty() {
        return None;
    }
    let globs: Vec<&Glob> = parts.iter().map(|(_, glob)| *glob).collect();
    for matched in signatures(&subject, &globs, effort)? {
        let matching =
            parts.iter().zip(matched).filter(|(_, matched)| *matched).map(|((place, _), _)| *place);
        let places = union(&whole, matching);
        if !covers(&places, effort) {
            return None;
        }
    }
    Some(union(&whole, parts.iter().map(|(place, _)| *place)))
}

/// The places of both, each once, in ascending order.
fn union(some: &[usize], others: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut places: Vec<usize> = some.iter().copied().chain(others).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Whether the paths of these arms together match everything that `path` matches.
fn covers_path<'a>(path: &Glob, arms: impl Iterator<Item = &'a Arm>, effort: &mut Effort) -> Option<bool> {
    let mut patterns: Vec<&Glob> = Vec::new();
    for arm in arms {
        if arm.paths.is_empty() {
            return Some(true);
        }
        patterns.extend(&arm.paths);
    }
    if path.is_literal() {
        let text = path.sample();
        return Some(patterns.iter().any(|pattern| pattern.matches(&text)));
    }
    patterns.retain(|pattern| pattern.meets(path));
    patterns.sort();
    patterns.dedup();
    if patterns.is_empty() {
        return Some(false);
    }
    Some(signatures(path, &patterns, effort)?.iter().all(|matched| matched.contains(&true)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `host|host path|path`, where `-` is every one and `$n` the param of that number.
    fn arm(text: &str) -> Arm {
        let (hosts, paths) = text.split_once(' ').unwrap_or((text, "-"));
        let values = |list: &'static str| list.split('|').filter(|value| *value != "-");
        let (hosts, paths) = (hosts.to_owned().leak(), paths.to_owned().leak());
        let host = |text: &str| match text.strip_prefix('$') {
            Some(number) => Host::Param(ParamId(number.parse().unwrap_or(0))),
            None => Host::Glob(Glob::host(text)),
        };
        Arm { hosts: values(hosts).map(host).collect(), paths: values(paths).map(Glob::path).collect() }
    }

    /// The arms that take all of the last one.
    fn takers(arms: &[&str]) -> Option<Vec<usize>> {
        let routing = Routing { arms: arms.iter().map(|text| Some(arm(text))).collect() };
        let last = arms.len() - 1;
        let arm = routing.arm(last)?.clone();
        routing.takers(last, arm.hosts.first(), arm.paths.first(), &mut Effort::default())
    }

    #[test]
    fn an_arm_takes_what_its_patterns_include() {
        assert_eq!(takers(&["*.example.org", "api.example.org"]), Some(vec![0]));
        assert_eq!(takers(&["*.example.org", "a.b.example.org"]), Some(vec![0]));
        assert_eq!(takers(&["*.example.org", "example.org"]), None);
        assert_eq!(takers(&["API.example.org", "api.example.org"]), Some(vec![0]));
        assert_eq!(takers(&["api.example.org", "*.example.org"]), None);
        assert_eq!(takers(&["x.org", "y.org|*.org", "api.org"]), Some(vec![1]));
    }

    #[test]
    fn a_host_is_taken_only_with_its_path() {
        assert_eq!(takers(&["api.org /v1/*", "api.org"]), None);
        assert_eq!(takers(&["api.org /v1/*", "api.org /v1/users"]), Some(vec![0]));
        assert_eq!(takers(&["- /*", "api.org"]), Some(vec![0]));
        assert_eq!(takers(&["api.org", "- /v1/*"]), None);
        assert_eq!(takers(&["- /v1/*", "- /V1/users"]), None);
    }

    #[test]
    fn several_arms_can_take_it_together() {
        assert_eq!(takers(&["*.org /a", "*.org /a?*", "api.org /a*"]), Some(vec![0, 1]));
        assert_eq!(takers(&["a*.org /x", "*b.org /x", "a*b.org /x"]), Some(vec![0]));
        assert_eq!(takers(&["?.org", "??*.org", "?*.org"]), Some(vec![0, 1]));
        assert_eq!(takers(&["?.org", "??*.org", "*.org"]), None);
        assert_eq!(takers(&["a*.org /x", "*.org /y", "a*.org /x|/y"]), Some(vec![0]));
        assert_eq!(takers(&["a*.org /1*", "- /2*", "*.org /1*", "ab*.org /1?"]), Some(vec![0]));
    }

    #[test]
    fn params_are_some_host_and_no_other_one() {
        assert_eq!(takers(&["$0", "$0"]), Some(vec![0]));
        assert_eq!(takers(&["$0", "$1"]), None);
        assert_eq!(takers(&["$0", "www.org"]), None);
        assert_eq!(takers(&["*.org", "$0"]), None);
        assert_eq!(takers(&["*.*", "$0"]), Some(vec![0]));
        assert_eq!(takers(&["-", "$0"]), Some(vec![0]));
    }

    #[test]
    fn arms_are_apart_by_host_or_by_path() {
        let apart =
            |one: &str, other: &str| Routing { arms: vec![Some(arm(one)), Some(arm(other))] }.are_apart(0, 1);
        assert!(apart("a.org", "b.org|c.org"));
        assert!(!apart("*.org", "b.org"));
        assert!(apart("a.org /x", "a.org /y"));
        assert!(!apart("a.org", "- /y"));
        assert!(apart("$0", "$1") && apart("$0", "a.org") && !apart("$0", "*.org"));
    }

    #[test]
    fn a_request_goes_to_the_first_arm_that_fits() {
        let arms = ["a.org /x", "$0", "*.org", "-  /y"].map(|text| Some(arm(text)));
        let routing = Routing { arms: arms.into() };
        let text = |host: &str| RequestHost::Text(host.to_owned());
        assert_eq!(routing.taken(&text("a.org"), "/x"), Some(Taken::By(0)));
        assert_eq!(routing.taken(&text("a.org"), "/y"), Some(Taken::By(2)));
        assert_eq!(routing.taken(&text("a.net"), "/z"), Some(Taken::ByDefault));
        assert_eq!(routing.taken(&RequestHost::Param(ParamId(0)), "/"), Some(Taken::By(1)));
        assert_eq!(routing.taken(&RequestHost::Param(ParamId(1)), "/"), None);
    }

    #[test]
    fn a_hundred_arms_with_patterns_are_decided() {
        let arms: Vec<Option<Arm>> =
            (0..100).map(|index| Some(arm(&format!("*.team{index}.example.org /app{index}/*")))).collect();
        let routing = Routing { arms };
        let mut effort = Effort::default();
        for index in 0..100 {
            let arm = routing.arm(index).cloned().unwrap_or_else(|| arm("-"));
            assert_eq!(routing.takers(index, arm.hosts.first(), arm.paths.first(), &mut effort), None);
        }
    }
}
