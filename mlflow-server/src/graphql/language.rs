//! GraphQL's query language: documents as trees, and the parser.

mod lexer;
mod parser;
mod strings;
mod syntax_error;
mod value;

pub(super) use parser::parse;
pub(super) use value::Value;

use std::fmt;

/// What a client sends: operations, and the fragments that they share.
pub(super) struct Document<'q> {
    pub(super) operations: Vec<Operation<'q>>,
    pub(super) fragments: Vec<Fragment<'q>>,
}

impl<'q> Document<'q> {
    pub(super) fn fragment(&self, name: &str) -> Option<&Fragment<'q>> {
        self.fragments.iter().find(|fragment| fragment.name == name)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Query,
    Mutation,
    Subscription,
}

pub(super) struct Operation<'q> {
    pub(super) kind: Kind,
    pub(super) name: Option<&'q str>,
    pub(super) variables: Vec<Variable<'q>>,
    pub(super) directives: Vec<Directive<'q>>,
    pub(super) selections: Vec<Selection<'q>>,
}

/// A variable that an operation declares.
pub(super) struct Variable<'q> {
    pub(super) name: &'q str,
    pub(super) of: TypeName<'q>,
    pub(super) default: Option<Value<'q>>,
}

pub(super) struct Fragment<'q> {
    pub(super) name: &'q str,
    pub(super) on: &'q str,
    pub(super) directives: Vec<Directive<'q>>,
    pub(super) selections: Vec<Selection<'q>>,
}

pub(super) struct Directive<'q> {
    pub(super) name: &'q str,
    pub(super) arguments: Arguments<'q>,
}

pub(super) type Arguments<'q> = Vec<(&'q str, Value<'q>)>;

pub(super) enum Selection<'q> {
    Field(Field<'q>),
    /// `...name`
    Spread {
        name: &'q str,
        directives: Vec<Directive<'q>>,
    },
    /// `... on Type { }`
    Inline {
        on: Option<&'q str>,
        directives: Vec<Directive<'q>>,
        selections: Vec<Selection<'q>>,
    },
}

pub(super) struct Field<'q> {
    pub(super) alias: Option<&'q str>,
    pub(super) name: &'q str,
    pub(super) arguments: Arguments<'q>,
    pub(super) directives: Vec<Directive<'q>>,
    pub(super) selections: Vec<Selection<'q>>,
}

impl<'q> Field<'q> {
    /// Returns the name that the field has in the answer.
    pub(super) fn key(&self) -> &'q str {
        self.alias.unwrap_or(self.name)
    }
}

/// The type of a variable, such as `[String!]!`.
pub(super) enum TypeName<'q> {
    Named(&'q str),
    List(Box<TypeName<'q>>),
    NonNull(Box<TypeName<'q>>),
}

impl<'q> TypeName<'q> {
    /// Returns what lists and exclamation marks are around.
    pub(super) fn named(&self) -> &'q str {
        match self {
            TypeName::Named(name) => name,
            TypeName::List(of) | TypeName::NonNull(of) => of.named(),
        }
    }
}

impl fmt::Display for TypeName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TypeName::Named(name) => f.write_str(name),
            TypeName::List(of) => write!(f, "[{of}]"),
            TypeName::NonNull(of) => write!(f, "{of}!"),
        }
    }
}
