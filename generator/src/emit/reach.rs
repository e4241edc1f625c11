//! How a value that is checked is reached.

use super::object::Holder;
use crate::ir::Type;

/// A value where it is: whether it is always there, and what holds it if not.
#[derive(Clone)]
pub struct Reach {
    value: String,
    form: Form,
}

/// What of a value is handed on to be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its text.
    Text,
    /// Its number.
    Number,
    /// How many items or members it has.
    Count,
    /// The list, for its items.
    List,
    /// The map, for its values.
    Map,
    /// The tuple, for its items.
    Tuple,
}

#[derive(Clone, Copy)]
enum Form {
    /// `T`.
    Place,
    /// `&T`.
    Borrowed,
    /// `Option<T>`.
    Option,
    /// `&Option<T>`.
    BorrowedOption,
    /// `Option<Option<T>>`.
    OptionOfOption,
    /// `Option<&T>`.
    OptionOfBorrowed,
    /// What was handed on of the value: an `Option` of that part.
    Argument(Part),
}

impl Reach {
    /// A value that is always there.
    pub fn place(value: String) -> Self {
        let form = Form::Place;
        Self { value, form }
    }

    /// An `Option` of a value.
    pub fn option(value: String) -> Self {
        let form = Form::Option;
        Self { value, form }
    }

    /// What a variable of a pattern or of a closure refers to.
    pub fn variable(value: String, ty: &Type) -> Self {
        let form = match ty {
            Type::Nullable(_) => Form::BorrowedOption,
            _ => Form::Borrowed,
        };
        Self { value, form }
    }

    /// The argument that stands for a part of a value.
    pub fn argument(value: String, part: Part) -> Self {
        let form = Form::Argument(part);
        Self { value, form }
    }

    /// A member of a value.
    pub fn in_model(value: String, holder: Holder) -> Self {
        match holder {
            Holder::Plain => Self::place(value),
            Holder::Optional | Holder::Null => Self::option(value),
            Holder::Maybe => Self {
                value: format!("{value}.value()"),
                form: Form::OptionOfBorrowed,
            },
        }
    }

    /// What is in the box that this is, or may be.
    pub fn unboxed(self) -> Self {
        let value = self.value;
        let value = match self.form {
            Form::Option => format!("{value}.as_deref()"),
            Form::OptionOfBorrowed => format!("{value}.map(|boxed| &**boxed)"),
            form => return Self { value, form },
        };
        let form = Form::OptionOfBorrowed;
        Self { value, form }
    }

    /// A member in the slot of its builder.
    pub fn in_builder(value: String, holder: Holder) -> Self {
        match holder {
            Holder::Plain | Holder::Optional => Self::option(value),
            Holder::Null => Self {
                value,
                form: Form::OptionOfOption,
            },
            Holder::Maybe => Self::in_model(value, holder),
        }
    }

    /// An item of a list whose items have types of their own.
    pub fn item_of_sequence(value: String, is_there: bool, ty: &Type) -> Self {
        let form = match (is_there, matches!(ty, Type::Nullable(_))) {
            (true, false) => Form::Place,
            (true, true) | (false, false) => Form::Option,
            (false, true) => Form::OptionOfOption,
        };
        Self { value, form }
    }

    /// An item of the tuple that this is, where that is always there.
    pub fn item(&self, index: usize, ty: &Type) -> Self {
        let value = format!("{}.{index}", self.value);
        match ty {
            Type::Nullable(_) => Self::option(value),
            _ => Self::place(value),
        }
    }

    /// Whether the value is always there.
    pub fn is_there(&self) -> bool {
        matches!(self.form, Form::Place | Form::Borrowed)
    }

    /// Whether the value is always there, under no name of its own.
    pub fn is_place(&self) -> bool {
        matches!(self.form, Form::Place)
    }

    /// What `Some(..)` is matched with, for a reference to the value.
    pub fn matched(&self) -> String {
        match self.form {
            Form::Option | Form::BorrowedOption => self.borrowed(),
            Form::Place
            | Form::Borrowed
            | Form::OptionOfOption
            | Form::OptionOfBorrowed
            | Form::Argument(_) => self.part(Part::Tuple, ""),
        }
    }

    /// A reference to the value, or to the `Option` that it is in.
    pub fn borrowed(&self) -> String {
        let value = &self.value;
        match self.form {
            Form::Borrowed | Form::BorrowedOption => value.clone(),
            Form::Place
            | Form::Option
            | Form::OptionOfOption
            | Form::OptionOfBorrowed
            | Form::Argument(_) => format!("&{value}"),
        }
    }

    /// A part of the value, as an `Option` that is empty where it is not set. `length` counts its items.
    pub fn part(&self, part: Part, length: &str) -> String {
        let value = &self.value;
        match (part, self.form) {
            (Part::Count, Form::Argument(Part::List)) => format!("{value}.map(<[_]>::len)"),
            (Part::Count, Form::Argument(Part::Map | Part::Tuple)) => {
                format!("{value}.map({length})")
            }
            (_, Form::Argument(_))
            | (Part::Number, Form::Option)
            | (Part::Map | Part::Tuple, Form::OptionOfBorrowed) => value.clone(),

            (Part::Number, Form::Place) => format!("Some({value})"),
            (Part::Number, Form::Borrowed) => format!("Some(*{value})"),
            (Part::Number, Form::BorrowedOption) => format!("*{value}"),
            (Part::Number, Form::OptionOfOption) => format!("{value}.flatten()"),
            (Part::Number, Form::OptionOfBorrowed) => format!("{value}.copied()"),

            (Part::Count, Form::Place | Form::Borrowed) => format!("Some({value}.len())"),
            (Part::Count, Form::Option | Form::BorrowedOption) => {
                format!("{value}.as_ref().map({length})")
            }
            (Part::Count, Form::OptionOfOption) => {
                format!("{value}.as_ref().and_then(Option::as_ref).map({length})")
            }
            (Part::Count, Form::OptionOfBorrowed) => format!("{value}.map({length})"),

            (Part::Text | Part::List | Part::Map | Part::Tuple, Form::Place) => {
                format!("Some(&{value})")
            }
            (Part::Text | Part::List | Part::Map | Part::Tuple, Form::Borrowed) => {
                format!("Some({value})")
            }
            (Part::Text | Part::List, Form::Option | Form::BorrowedOption) => {
                format!("{value}.as_deref()")
            }
            (Part::Text | Part::List, Form::OptionOfOption) => {
                format!("{value}.as_ref().and_then(Option::as_deref)")
            }
            (Part::Text, Form::OptionOfBorrowed) => format!("{value}.map(String::as_str)"),
            (Part::List, Form::OptionOfBorrowed) => format!("{value}.map(Vec::as_slice)"),
            (Part::Map | Part::Tuple, Form::Option | Form::BorrowedOption) => {
                format!("{value}.as_ref()")
            }
            (Part::Map | Part::Tuple, Form::OptionOfOption) => {
                format!("{value}.as_ref().and_then(Option::as_ref)")
            }
        }
    }
}
