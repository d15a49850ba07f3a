//! The report as a table (RFC 4180).

use adda_protocol::dto::{UsageLine, UsageReport};

const HEAD: &str = "day,model,key,answers,input_tokens,cached_tokens,output_tokens,reasoning_tokens,\
                    estimated_answers,cost,currency\r\n";

/// One row a day, model, key owner and currency; a row without a cost where none is known.
pub fn csv(report: &UsageReport) -> String {
    let mut table = HEAD.to_owned();
    for line in &report.lines {
        let mut costs =
            line.totals.costs.iter().map(|cost| (decimal(cost.micros), &*cost.currency));
        let first = costs.next().unwrap_or_default();
        table.push_str(&row(line, true, first));
        for cost in costs {
            // The counts stand in one row only, so that a column's sum is right.
            table.push_str(&row(line, false, cost));
        }
    }
    table
}

fn row(line: &UsageLine, counts: bool, (cost, currency): (String, &str)) -> String {
    let totals = &line.totals;
    let numbers = [
        totals.answers,
        totals.input,
        totals.cached,
        totals.output,
        totals.reasoning,
        totals.estimated,
    ];
    let numbers = numbers.map(|number| if counts { number } else { 0 }.to_string()).join(",");
    let (model, currency) = (cell(&line.model), cell(currency));
    format!("{},{model},{},{numbers},{cost},{currency}\r\n", line.day, line.key.as_str())
}

/// Millionths as a decimal number.
fn decimal(micros: i64) -> String {
    let sign = if micros < 0 { "-" } else { "" };
    let micros = micros.unsigned_abs();
    format!("{sign}{}.{:06}", micros / 1_000_000, micros % 1_000_000)
}

/// A cell of text: quoted where it must be, and never a formula (OWASP "CSV Injection"), as names of models are others'.
fn cell(text: &str) -> String {
    let harmless = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if harmless.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", harmless.replace('"', "\"\""))
    } else {
        harmless
    }
}

#[cfg(test)]
mod tests {
    use adda_protocol::{Cost, KeyOwner, dto::Totals};

    use super::*;

    fn report(model: &str, costs: &[(i64, &str)]) -> UsageReport {
        let cost =
            |&(micros, currency): &(i64, &str)| Cost { micros, currency: currency.to_owned() };
        let totals = Totals {
            answers: 2,
            input: 30,
            output: 4,
            costs: costs.iter().map(cost).collect(),
            ..Totals::default()
        };
        let line = UsageLine {
            day: "2026-11-21".to_owned(),
            model: model.to_owned(),
            key: KeyOwner::User,
            totals,
        };
        UsageReport { lines: vec![line], ..UsageReport::default() }
    }

    #[test]
    fn csv_has_a_row_a_currency_with_the_counts_once() {
        let table = csv(&report("gpt-4o-mini", &[(-1_500_000, "EUR"), (12, "USD")]));
        let rows: Vec<&str> = table.split("\r\n").collect();
        assert_eq!(rows[1], "2026-11-21,gpt-4o-mini,user,2,30,0,4,0,0,-1.500000,EUR");
        assert_eq!(rows[2], "2026-11-21,gpt-4o-mini,user,0,0,0,0,0,0,0.000012,USD");
        assert_eq!(rows[3..], [""]);
        assert!(csv(&report("guide", &[])).ends_with(",0,0,,\r\n"));
    }

    #[test]
    fn csv_keeps_a_hostile_name_in_its_cell_and_no_formula() {
        let table = csv(&report("=HYPERLINK(\"x\"),a\r\nb", &[]));
        assert!(table.contains(",\"'=HYPERLINK(\"\"x\"\"),a\r\nb\",user,"), "{table}");
    }
}
