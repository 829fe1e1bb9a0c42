//! Where requests begin and end in the bytes of an HTTP/1 connection.
//!
//! hyper parses requests; this only watches what it is given. It knows when the next bytes belong to the head of a
//! request, and sees what hyper leaves out of a head: a length beside a transfer coding. Where the bytes are none that
//! hyper would serve, watching ends, and hyper refuses them.

/// The most of a line that is looked at; no line that counts here is longer.
const MOST_OF_LINE: usize = 256;
/// What a connection of HTTP/2 begins with, as a line of a head.
const HTTP_2: &[u8] = b"PRI * HTTP/2.0";

/// What the next bytes of a connection are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// The first of a request.
    Before,
    /// A line of a head.
    Head,
    /// So many of a body.
    Body(u64),
    /// The line that says how long a chunk is.
    ChunkSize,
    /// The end of the line after a chunk.
    ChunkEnd,
    /// A line after the last chunk.
    Trailer,
    /// Something else than HTTP/1.
    Unknown,
}

/// Follows the requests of a connection.
#[derive(Debug)]
pub(super) struct Framing {
    state: State,
    line: Vec<u8>,
    head: Head,
    /// How many heads were seen to their end.
    heads: usize,
    ambiguous: Option<usize>,
}

/// What a head has said so far of the body that follows.
#[derive(Debug, Default)]
struct Head {
    lines: usize,
    length: Option<Vec<u8>>,
    coding: Option<Vec<u8>>,
}

impl Framing {
    pub(super) fn new() -> Self {
        Framing {
            state: State::Before,
            line: Vec::new(),
            head: Head::default(),
            heads: 0,
            ambiguous: None,
        }
    }

    /// Tells whether the next byte would be the first one of a request.
    pub(super) fn is_before(&self) -> bool {
        self.state == State::Before
    }

    /// Tells whether a head has begun and not ended.
    pub(super) fn is_in_head(&self) -> bool {
        self.state == State::Head
    }

    /// Returns which request, counted from 0, is the first with a length beside a transfer coding.
    pub(super) fn ambiguous(&self) -> Option<usize> {
        self.ambiguous
    }

    /// Takes the next bytes of the connection.
    pub(super) fn take(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            bytes = match self.state {
                State::Unknown => return,
                State::Before => {
                    self.state = State::Head;
                    bytes
                }
                State::Body(left) => {
                    let here = bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX));
                    self.state = self.after(left - here as u64);
                    &bytes[here..]
                }
                State::Head | State::ChunkSize | State::ChunkEnd | State::Trailer => self.take_line(bytes),
            };
        }
    }

    fn take_line<'b>(&mut self, bytes: &'b [u8]) -> &'b [u8] {
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let part = &bytes[..end.unwrap_or(bytes.len())];
        let room = MOST_OF_LINE.saturating_sub(self.line.len());
        self.line.extend_from_slice(&part[..part.len().min(room)]);
        let Some(end) = end else {
            return &[];
        };
        let mut line = std::mem::take(&mut self.line);
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        self.state = match self.state {
            State::Head => self.head_line(&line),
            State::ChunkSize => match chunk_size(&line) {
                Some(0) => State::Trailer,
                Some(size) => State::Body(size),
                None => State::Unknown,
            },
            State::ChunkEnd if line.is_empty() => State::ChunkSize,
            State::Trailer if line.is_empty() => self.next_request(),
            State::Trailer => State::Trailer,
            _ => State::Unknown,
        };
        line.clear();
        self.line = line;
        &bytes[end + 1..]
    }

    fn head_line(&mut self, line: &[u8]) -> State {
        if line.is_empty() {
            // Empty lines before a request are passed over.
            return if self.head.lines == 0 {
                State::Head
            } else {
                self.end_of_head()
            };
        }
        self.head.lines += 1;
        if self.head.lines == 1 {
            return if line == HTTP_2 {
                State::Unknown
            } else {
                State::Head
            };
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else {
            return State::Head;
        };
        let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
        let field = if name.eq_ignore_ascii_case(b"content-length") {
            &mut self.head.length
        } else if name.eq_ignore_ascii_case(b"transfer-encoding") {
            &mut self.head.coding
        } else {
            return State::Head;
        };
        *field = Some(value.to_vec());
        if line.len() >= MOST_OF_LINE {
            State::Unknown
        } else {
            State::Head
        }
    }

    fn end_of_head(&mut self) -> State {
        let Head { length, coding, .. } = &self.head;
        if length.is_some() && coding.is_some() {
            self.ambiguous.get_or_insert(self.heads);
        }
        self.heads += 1;
        match (coding, length) {
            (Some(coding), _) if is_chunked(coding) => State::ChunkSize,
            (Some(_), _) => State::Unknown,
            (None, None) => self.next_request(),
            (None, Some(length)) => match number(length, 10) {
                Some(0) => self.next_request(),
                Some(length) => State::Body(length),
                None => State::Unknown,
            },
        }
    }

    /// Returns what follows a part of a body of which so much is left.
    fn after(&mut self, left: u64) -> State {
        match left {
            0 if self.head.coding.is_some() => State::ChunkEnd,
            0 => self.next_request(),
            left => State::Body(left),
        }
    }

    fn next_request(&mut self) -> State {
        self.head = Head::default();
        State::Before
    }
}

fn is_chunked(coding: &[u8]) -> bool {
    let last = coding.rsplit(|byte| *byte == b',').next().unwrap_or_default();
    last.trim_ascii().eq_ignore_ascii_case(b"chunked")
}

/// Reads how long a chunk is; what may follow after `;` has no meaning.
fn chunk_size(line: &[u8]) -> Option<u64> {
    let size = line.split(|byte| *byte == b';').next().unwrap_or_default();
    number(size.trim_ascii(), 16)
}

fn number(digits: &[u8], radix: u32) -> Option<u64> {
    let digits = std::str::from_utf8(digits).ok()?;
    let is_digits = digits.chars().all(|digit| digit.is_digit(radix));
    is_digits.then(|| u64::from_str_radix(digits, radix).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Follows a text in pieces of each size.
    fn follow(text: &str, check: impl Fn(&Framing)) {
        for size in [1, 2, 7, text.len()] {
            let mut framing = Framing::new();
            text.as_bytes().chunks(size).for_each(|piece| framing.take(piece));
            check(&framing);
        }
    }

    #[test]
    fn requests_follow_each_other() {
        let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        let post = "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nGET /\r\n\r\n";
        let chunked = "POST / HTTP/1.1\r\ntransfer-ENCODING: gzip, Chunked\r\n\r\n\
                       a;x=1\r\n0123\r\n\r\n89\r\n00\r\nEnd: 1\r\n\r\n";
        for (text, heads) in [
            (get.to_owned(), 1),
            (post.to_owned(), 1),
            (chunked.to_owned(), 1),
            (format!("{post}{chunked}\r\n{get}{post}"), 4),
            (format!("{chunked}{chunked}"), 2),
            ("GET / HTTP/1.1\nHost: a\n\n".to_owned(), 1),
        ] {
            follow(&text, |framing| {
                assert_eq!((framing.heads, framing.ambiguous()), (heads, None), "{text}");
                assert!(framing.is_before(), "{text}: {framing:?}");
            });
            follow(&format!("{text}G"), |framing| {
                assert!(framing.is_in_head(), "{text}")
            });
        }
    }

    #[test]
    fn a_length_beside_a_coding_is_seen() {
        let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        for lines in [
            "Content-Length: 4\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nX: y\r\ncontent-length:4",
            "Transfer-Encoding: gzip\r\nContent-Length: 4",
            "Transfer-Encoding:\r\nContent-Length:",
        ] {
            let text = format!("{get}POST / HTTP/1.1\r\n{lines}\r\n\r\n");
            follow(&text, |framing| {
                assert_eq!(framing.ambiguous(), Some(1), "{lines}")
            });
        }
        let within = "POST / HTTP/1.1\r\nContent-Length: 46\r\n\r\n\
                      \r\nContent-Length: 4\r\nTransfer-Encoding: x\r\n\r\n";
        follow(within, |framing| assert_eq!(framing.ambiguous(), None));
    }

    #[test]
    fn what_is_no_request_is_left_to_hyper() {
        for text in [
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: +4\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
            "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
        ] {
            follow(text, |framing| {
                assert_eq!(framing.state, State::Unknown, "{text}")
            });
        }
    }
}
