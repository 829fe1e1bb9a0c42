//! From text to a tree, by recursive descent.

use super::lexer::{Lexer, Token};
use super::syntax_error::syntax_error;
use super::{
    Arguments, Directive, Document, Field, Fragment, Kind, Operation, Selection, TypeName, Value, Variable,
};
use mlflow_core::Result;

/// How deep brackets may stand in each other.
const MOST_NESTED: usize = 128;

/// Reads a document.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` with the line and the column.
pub(in crate::graphql) fn parse(text: &str) -> Result<Document<'_>> {
    let mut lexer = Lexer::new(text);
    let (offset, token) = lexer.next()?;
    let mut parser = Parser {
        lexer,
        offset,
        token,
        nested: 0,
    };
    let mut document = Document {
        operations: Vec::new(),
        fragments: Vec::new(),
    };
    loop {
        match parser.token {
            Token::Name("fragment") => document.fragments.push(parser.fragment()?),
            _ => document.operations.push(parser.operation()?),
        }
        if parser.token == Token::End {
            return Ok(document);
        }
    }
}

struct Parser<'q> {
    lexer: Lexer<'q>,
    /// Where the token begins.
    offset: usize,
    token: Token<'q>,
    nested: usize,
}

impl<'q> Parser<'q> {
    fn advance(&mut self) -> Result<Token<'q>> {
        let (offset, next) = self.lexer.next()?;
        self.offset = offset;
        Ok(std::mem::replace(&mut self.token, next))
    }

    fn expected<T>(&self, what: &str) -> Result<T> {
        let text = format_args!("expected {what}, found {}", self.token);
        Err(syntax_error(self.lexer.text(), self.offset, text))
    }

    fn is(&self, sign: char) -> bool {
        self.token == Token::Sign(sign)
    }

    /// Moves over a sign if it is there.
    fn skip(&mut self, sign: char) -> Result<bool> {
        let is_there = self.is(sign);
        if is_there {
            self.advance()?;
        }
        Ok(is_there)
    }

    fn sign(&mut self, sign: char) -> Result<()> {
        match self.skip(sign)? {
            true => Ok(()),
            false => self.expected(&format!("'{sign}'")),
        }
    }

    fn name(&mut self) -> Result<&'q str> {
        match self.token {
            Token::Name(name) => {
                self.advance()?;
                Ok(name)
            }
            _ => self.expected("a name"),
        }
    }

    /// Reads items between two signs.
    fn items<T>(
        &mut self,
        (begin, end): (char, char),
        least: usize,
        item: impl Fn(&mut Self) -> Result<T>,
    ) -> Result<Vec<T>> {
        self.sign(begin)?;
        self.nested += 1;
        if self.nested > MOST_NESTED {
            let text = format_args!("brackets are nested deeper than {MOST_NESTED}");
            return Err(syntax_error(self.lexer.text(), self.offset, text));
        }
        let mut items = Vec::new();
        while items.len() < least || !self.is(end) {
            items.push(item(self)?);
        }
        self.nested -= 1;
        self.sign(end)?;
        Ok(items)
    }

    fn operation(&mut self) -> Result<Operation<'q>> {
        let kind = match self.token {
            Token::Sign('{') => {
                return Ok(Operation {
                    kind: Kind::Query,
                    name: None,
                    variables: Vec::new(),
                    directives: Vec::new(),
                    selections: self.selections()?,
                });
            }
            Token::Name("query") => Kind::Query,
            Token::Name("mutation") => Kind::Mutation,
            Token::Name("subscription") => Kind::Subscription,
            _ => return self.expected("an operation or a fragment"),
        };
        self.advance()?;
        let name = match self.token {
            Token::Name(_) => Some(self.name()?),
            _ => None,
        };
        let variables = match self.is('(') {
            true => self.items(('(', ')'), 1, Self::variable)?,
            false => Vec::new(),
        };
        Ok(Operation {
            kind,
            name,
            variables,
            directives: self.directives()?,
            selections: self.selections()?,
        })
    }

    fn variable(&mut self) -> Result<Variable<'q>> {
        self.sign('$')?;
        let name = self.name()?;
        self.sign(':')?;
        let of = self.type_name()?;
        let default = match self.skip('=')? {
            true => Some(self.value(true)?),
            false => None,
        };
        self.directives()?;
        Ok(Variable { name, of, default })
    }

    fn type_name(&mut self) -> Result<TypeName<'q>> {
        let of = match self.is('[') {
            false => TypeName::Named(self.name()?),
            true => {
                self.nested += 1;
                if self.nested > MOST_NESTED {
                    return self.expected("a type that is less deep");
                }
                self.advance()?;
                let of = self.type_name()?;
                self.sign(']')?;
                self.nested -= 1;
                TypeName::List(Box::new(of))
            }
        };
        Ok(match self.skip('!')? {
            true => TypeName::NonNull(Box::new(of)),
            false => of,
        })
    }

    fn fragment(&mut self) -> Result<Fragment<'q>> {
        self.advance()?;
        if self.token == Token::Name("on") {
            return self.expected("the name of a fragment");
        }
        let name = self.name()?;
        if self.token != Token::Name("on") {
            return self.expected("'on'");
        }
        self.advance()?;
        Ok(Fragment {
            name,
            on: self.name()?,
            directives: self.directives()?,
            selections: self.selections()?,
        })
    }

    fn directives(&mut self) -> Result<Vec<Directive<'q>>> {
        let mut directives = Vec::new();
        while self.skip('@')? {
            directives.push(Directive {
                name: self.name()?,
                arguments: self.arguments()?,
            });
        }
        Ok(directives)
    }

    fn arguments(&mut self) -> Result<Arguments<'q>> {
        match self.is('(') {
            true => self.items(('(', ')'), 1, |parser| parser.named_value(false)),
            false => Ok(Vec::new()),
        }
    }

    fn named_value(&mut self, is_constant: bool) -> Result<(&'q str, Value<'q>)> {
        let name = self.name()?;
        self.sign(':')?;
        Ok((name, self.value(is_constant)?))
    }

    fn selections(&mut self) -> Result<Vec<Selection<'q>>> {
        self.items(('{', '}'), 1, Self::selection)
    }

    fn selection(&mut self) -> Result<Selection<'q>> {
        if self.token != Token::Spread {
            return self.field().map(Selection::Field);
        }
        self.advance()?;
        let on = match self.token {
            Token::Name("on") => {
                self.advance()?;
                Some(self.name()?)
            }
            Token::Name(name) => {
                self.advance()?;
                let directives = self.directives()?;
                return Ok(Selection::Spread { name, directives });
            }
            _ => None,
        };
        Ok(Selection::Inline {
            on,
            directives: self.directives()?,
            selections: self.selections()?,
        })
    }

    fn field(&mut self) -> Result<Field<'q>> {
        let first = self.name()?;
        let (alias, name) = match self.skip(':')? {
            true => (Some(first), self.name()?),
            false => (None, first),
        };
        Ok(Field {
            alias,
            name,
            arguments: self.arguments()?,
            directives: self.directives()?,
            selections: match self.is('{') {
                true => self.selections()?,
                false => Vec::new(),
            },
        })
    }

    fn value(&mut self, is_constant: bool) -> Result<Value<'q>> {
        match &self.token {
            Token::Sign('[') => {
                let items = self.items(('[', ']'), 0, |parser| parser.value(is_constant))?;
                return Ok(Value::List(items));
            }
            Token::Sign('{') => {
                let fields = self.items(('{', '}'), 0, |parser| parser.named_value(is_constant))?;
                return Ok(Value::Object(fields));
            }
            Token::Sign('$') if !is_constant => {
                self.advance()?;
                return Ok(Value::Variable(self.name()?));
            }
            Token::Name(_) | Token::Int(_) | Token::Float(_) | Token::String(_) => {}
            Token::Sign(_) | Token::Spread | Token::End => return self.expected("a value"),
        }
        Ok(match self.advance()? {
            Token::Name("true") => Value::Boolean(true),
            Token::Name("false") => Value::Boolean(false),
            Token::Name("null") => Value::Null,
            Token::Int(text) => Value::Int(text),
            Token::Float(text) => Value::Float(text),
            Token::String(string) => Value::String(string),
            Token::Name(name) => Value::Enum(name),
            Token::Sign(_) | Token::Spread | Token::End => return self.expected("a value"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    fn fault(text: &str) -> String {
        match parse(text) {
            Ok(_) => panic!("{text} is taken for a document"),
            Err(e) => e.message().to_owned(),
        }
    }

    #[test]
    fn documents_are_read() {
        let text = r#"# a comment
            query Q($a: [Int!]! = [1, 2], $b: T = {c: "d"}) @component(name: "x") { k: f(a: $a, b: null) { ...F, ... on T { g } } }
            fragment F on T { h @x ... @y { i } }"#;
        let document = parse(text).unwrap();
        let operation = &document.operations[0];
        assert_eq!(operation.variables[0].of.to_string(), "[Int!]!");
        let default = operation.variables[1].default.as_ref().unwrap();
        assert_eq!(default.to_string(), r#"{c: "d"}"#);
        assert_eq!(document.fragment("F").unwrap().selections.len(), 2);
    }

    #[test]
    fn mistakes_are_told_with_their_place() {
        assert!(fault("{").ends_with("line 1, column 2: expected a name, found the end"));
        assert!(fault("{\n  a: }").ends_with("line 2, column 6: expected a name, found '}'"));
        assert!(fault("").contains("expected an operation or a fragment, found the end"));
        assert!(fault("query ($a: Int = $b) { c }").contains("expected a value, found '$'"));
        for text in [
            "{ }",
            "{ a() }",
            "fragment on on T { a }",
            "{ a } }",
            "type T { a: Int }",
            "{ a ~ }",
            "{a(b: 1e)}",
        ] {
            fault(text);
        }
    }

    #[test]
    fn depth_has_a_limit() {
        let nested = format!("{{a(b:{}{})}}", "[".repeat(126), "]".repeat(126));
        assert!(parse(&nested).is_ok());
        assert!(fault(&"{a".repeat(30_000)).contains("deeper than 128"));
        assert!(fault(&format!("{{a(b:{}", "[".repeat(60_000))).contains("deeper than 128"));
        assert!(fault(&format!("query($a:{}", "[".repeat(60_000))).contains("less deep"));
    }
}
