//! `/settings/usage`: what the person's answers used and cost.

mod chart;
mod days;
mod month;
mod tables;

use adda_protocol::{
    Millis, day,
    dto::{Totals, UsageReport},
};
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_query_map;

use self::{
    chart::{Chart, answers},
    days::{Measure, days},
    tables::ByDay,
};
use crate::{
    api::{ApiError, usage},
    components::{
        button, field,
        figures::{about, grouped},
        icon::Icon,
    },
    i18n::{sentence_of, text},
    pages::settings::frame::{Part, SettingsFrame, style as frame},
};

pub use self::{
    month::{Month, day_name},
    tables::{ByModel, Figures, columns, money, payer},
};

stylance::import_style!(style, "usage.module.css");

/// Months one can choose from.
const MONTHS: usize = 24;

#[component]
pub fn UsagePage() -> impl IntoView {
    let query = use_query_map();
    let asked = |name: &str| query.read_untracked().get(name);
    let (month, by) = (asked("month"), asked("by"));
    view! {
        <SettingsFrame part=Part::Usage lead=text!(usage.lead)>
            <Suspense>
                {Suspend::new(async move {
                    match Sums::load(month.as_deref()).await {
                        Ok(sums) => Either::Left(view! { <Report sums by /> }),
                        Err(error) => Either::Right(view! { <p role="alert">{sentence_of(error.code(), error.to_string())}</p> }),
                    }
                })}
            </Suspense>
        </SettingsFrame>
    }
}

/// All the page shows.
pub struct Sums {
    pub now: Millis,
    /// Month the account was made in.
    pub first: Month,
    pub today: Totals,
    pub this_month: Totals,
    pub chosen: Month,
    pub report: UsageReport,
}

impl Sums {
    async fn load(month: Option<&str>) -> Result<Self, ApiError> {
        let (now, since) = usage::span()?;
        let (this, first) = (Month::of(now), Month::of(since));
        let chosen = month.and_then(Month::read).filter(|month| *month <= this).unwrap_or(this);
        let current = usage::report(&this.first_day(), &this.last_day()).await?;
        let mut today = Totals::default();
        let word = day::of(now);
        current
            .lines
            .iter()
            .filter(|line| line.day == word)
            .for_each(|line| today.add(&line.totals));
        let this_month = current.total.clone();
        let report = if chosen == this {
            current
        } else {
            usage::report(&chosen.first_day(), &chosen.last_day()).await?
        };
        Ok(Self { now, first, today, this_month, chosen, report })
    }
}

#[component]
pub fn Report(sums: Sums, by: Option<String>) -> impl IntoView {
    let Sums { now, first, today, this_month, chosen, report } = sums;
    let this = Month::of(now);
    let measure = Measure::of(&report.total, by.as_deref());
    let empty = report.total.answers == 0;
    let body = if empty {
        Either::Left(view! { <Nothing month=chosen /> })
    } else {
        let by_day = days(&report, &measure);
        Either::Right(view! {
            <Legend report=report.clone() />
            <Chart days=by_day.clone() measure=measure.clone() today=day::of(now) />
            <ByDay days=by_day />
        })
    };
    let csv = format!("/api/v1/usage.csv?from={}&to={}", report.from, report.to);
    view! {
        <div class=frame::stack>
            <div class=style::tiles>
                <Tile name=text!(usage.today) totals=today />
                <Tile name=text!(usage.this_month) totals=this_month />
            </div>
            <section class=frame::card aria-labelledby="month">
                <div class=style::head>
                    <h2 id="month">{chosen.name()}</h2>
                    <Choice chosen this first=first.min(chosen) />
                </div>
                {body}
                {(!empty).then(|| view! { <Switch month=chosen measure total=report.total.clone() /> })}
            </section>
            {(!empty)
                .then(|| {
                    view! {
                        <section class=frame::card aria-labelledby="models">
                            <div class=style::head>
                                <h2 id="models">{text!(usage.by_model)}</h2>
                                <a href=csv class=button::SMALL rel="external" download>
                                    <Icon icon=Icon::Download class="size-4" />
                                    {text!(usage.download)}
                                </a>
                            </div>
                            <ByModel report />
                        </section>
                    }
                })}
        </div>
    }
}

#[component]
fn Tile(name: &'static str, totals: Totals) -> impl IntoView {
    let cost = match totals.answers {
        0 => text!(usage.nothing_yet).to_owned(),
        _ if totals.estimated > 0 => about(money(&totals.costs)),
        _ => money(&totals.costs),
    };
    let sums = text!(
        usage.sums,
        answers = answers(totals.answers),
        input = grouped(totals.input),
        output = grouped(totals.output)
    );
    view! {
        <section class=style::tile aria-label=name>
            <h2>{name}</h2>
            <p class=style::big>{cost}</p>
            <p>{sums}</p>
        </section>
    }
}

/// The month before, the one after, and any other.
#[component]
fn Choice(chosen: Month, this: Month, first: Month) -> impl IntoView {
    let step = |to: Month, there: bool, label: &'static str, class: &'static str| {
        let address = there.then(|| format!("/settings/usage?month={}", to.word()));
        let missing = (!there).then_some("true");
        view! {
            <a href=address class=stylance::classes!(button::ICON, class) role="link" aria-label=label aria-disabled=missing>
                <Icon icon=Icon::Chevron />
            </a>
        }
    };
    view! {
        <form method="get" action="/settings/usage" class=style::choice>
            {step(chosen.previous(), chosen > first, text!(usage.month_before), style::before)}
            <MonthField chosen this first class=style::months />
            {step(chosen.next(), chosen < this, text!(usage.month_after), style::after)}
        </form>
    }
}

/// The months there are to choose from, in a form.
#[component]
pub fn MonthField(
    chosen: Month,
    this: Month,
    first: Month,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    let options = this.back_to(first, MONTHS).map(|month| {
        view! { <option value=month.word() selected=month == chosen>{month.name()}</option> }
    });
    view! {
        <label>
            <span class="sr-only">{text!(usage.month)}</span>
            <select name="month" class=stylance::classes!(field::INPUT, class) data-send>
                {options.collect_view()}
            </select>
        </label>
        <noscript>
            <button type="submit" class=button::SMALL>{text!(usage.show)}</button>
        </noscript>
    }
}

/// Which colour is whose key; only those that are there.
#[component]
fn Legend(report: UsageReport) -> impl IntoView {
    use adda_protocol::KeyOwner::{Nobody, Server, User};
    let keys = [
        (User, style::own, text!(usage.your_keys)),
        (Server, style::server, text!(usage.server_keys)),
        (Nobody, style::nobody, text!(usage.no_key)),
    ];
    let shown =
        keys.into_iter().filter(|(key, ..)| report.lines.iter().any(|line| line.key == *key));
    let items = shown.map(|(_, class, name)| view! { <li><i class=class></i>{name}</li> });
    view! { <ul class=style::legend aria-label=text!(usage.colours)>{items.collect_view()}</ul> }
}

/// Money or tokens, where there is money.
#[component]
fn Switch(month: Month, measure: Measure, total: Totals) -> impl IntoView {
    let paid = Measure::of(&total, None) != Measure::Tokens;
    let link = move |name: &'static str, by: &'static str, current: bool| {
        let address = format!("/settings/usage?month={}&by={by}", month.word());
        view! { <a href=address aria-current=current.then_some("true")>{name}</a> }
    };
    let tokens = measure == Measure::Tokens;
    paid.then(|| {
        view! {
            <nav class=style::switch aria-label=text!(usage.chart_shows)>
                {link(text!(usage.cost), "cost", !tokens)}
                {link(text!(usage.tokens_switch), "tokens", tokens)}
            </nav>
        }
    })
}

#[component]
fn Nothing(month: Month) -> impl IntoView {
    view! {
        <div class=style::nothing>
            <Icon icon=Icon::Chart class="size-8" />
            <p>
                <strong>{text!(usage.nothing_in, month = month.name())}</strong>
            </p>
            <p>{text!(usage.all_counted)}</p>
        </div>
    }
}
