//! Tables with separators: CSV (RFC 4180) with commas, semicolons or tabs.

use crate::{
    catalog::{
        MAX_ROWS, Row, Table, TableError,
        table::{MAX_CELLS, MAX_COLUMNS},
    },
    language::say,
};

/// Reads a table whose first row names the columns.
pub(in crate::catalog) fn read(text: &str) -> Result<Table, TableError> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator(text))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    // What was text cannot be anything else by now.
    let no_text = |_: csv::Error| TableError::NoText;
    let columns: Vec<String> = reader.headers().map_err(no_text)?.iter().map(String::from).collect();
    if columns.len() > MAX_COLUMNS {
        return Err(TableError::TooLarge);
    }
    let mut rows: Vec<Row> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(no_text)?;
        let number = record.position().map_or(0, |at| line(text, at));
        if record.iter().all(str::is_empty) {
            continue;
        }
        if rows.len() >= MAX_ROWS || (rows.len() + 1) * columns.len() > MAX_CELLS {
            return Err(TableError::TooLarge);
        }
        rows.push(Row { number, cells: cells(&record, columns.len()) });
    }
    Ok(Table { title: String::new(), folder: None, columns, rows, counts: "line" })
}

/// The line that a record begins in: the reader tells where it went on reading, which may be before blank lines.
fn line(text: &str, at: &csv::Position) -> usize {
    let rest = text.as_bytes().get(at.byte() as usize..).unwrap_or_default();
    let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n');
    at.line() as usize + ends.count()
}

/// Empty cells after the last column are a spreadsheet's way of writing; anything else that does not fit is a row out of joint.
fn cells(record: &csv::StringRecord, columns: usize) -> Result<Vec<String>, String> {
    let more = record.iter().skip(columns).any(|cell| !cell.is_empty());
    if record.len() < columns || more {
        return Err(say!(
            "it has {count} cells, and the first row has {columns}; is a quote or a separator missing?",
            count = record.len(),
            columns = columns,
        ));
    }
    Ok(record.iter().take(columns).map(String::from).collect())
}

/// The separator that stands most often in the first row, outside of quotes.
fn separator(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let unquoted: String = first.split('"').step_by(2).collect();
    // A tie is the comma's: it comes last.
    *b"\t;,".iter().max_by_key(|&&mark| unquoted.matches(char::from(mark)).count()).unwrap_or(&b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_found_by_the_first_row() {
        for (text, mark) in
            [("a,b;c,d\n1;2", b','), ("\n\"a,b,c\";d;e", b';'), ("a\tb", b'\t'), ("hex\n", b','), ("", b',')]
        {
            assert_eq!(separator(text), mark, "{text}");
        }
    }

    #[test]
    fn rows_out_of_joint_are_told_with_their_line() {
        let table = read("brand,hex\n\nA,#112233\nB\n\"C\nD\",#445566,,\nE,#778899,x\n,\n").unwrap();
        let numbers: Vec<usize> = table.rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [3, 4, 5, 7]);
        let windows = read("hex\r\n#112233\r\n\r\n#445566\r\n").unwrap();
        assert_eq!((windows.rows[0].number, windows.rows[1].number), (2, 4));
        assert_eq!(table.rows[2].cells.as_ref().unwrap(), &["C\nD", "#445566"]);
        assert!(table.rows[1].cells.as_ref().unwrap_err().contains("1 cells"));
        assert!(table.rows[3].cells.as_ref().unwrap_err().contains("3 cells"));
    }

    #[test]
    fn what_is_too_large_is_refused() {
        assert!(matches!(read(&",".repeat(MAX_COLUMNS)), Err(TableError::TooLarge)));
        assert!(matches!(read(&format!("hex\n{}", "a\n".repeat(MAX_ROWS + 1))), Err(TableError::TooLarge)));
    }
}
