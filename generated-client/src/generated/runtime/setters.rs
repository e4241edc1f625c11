// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Methods that set a value, and give back what they were called on.

/// Makes the setters of a builder, of a value such as an operation, of a call, or of an operation and its call: of each the name,
/// the type of what it takes, and the value that is kept. For a builder, of members or around a whole value, it makes what starts
/// it as well, and hides what it holds.
#[allow(unused_macros, reason = "types use it, where there are any")]
macro_rules! setters {
    (builder $ty:ident of $made:ty {
        $($(#[$about:meta])* $name:ident: $argument:ty = $value:expr;)*
    }) => {
        setters! { @start $ty of $made }

        impl $ty {
            $($(#[$about])*
            #[inline]
            pub fn $name(mut self, $name: $argument) -> Self {
                self.$name = $value;
                self
            })*
        }
    };
    (builder $ty:ident around $made:ty {
        $($(#[$about:meta])* $name:ident: $argument:ty = $value:expr;)*
    }) => {
        setters! { @start $ty of $made }

        impl $ty {
            $($(#[$about])*
            #[inline]
            pub fn $name(mut self, $name: $argument) -> Self {
                self.value.$name = $value;
                self
            })*
        }
    };
    (@start $ty:ident of $made:ty) => {
        impl $made {
            #[doc = concat!("Starts a `", stringify!($made), "`.")]
            #[inline]
            pub fn builder() -> $ty {
                <$ty as Default>::default()
            }
        }

        impl ::std::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.debug_struct(stringify!($ty)).finish_non_exhaustive()
            }
        }
    };
    (value $ty:ident {
        $($(#[$about:meta])* $name:ident: $argument:ty = $value:expr;)*
    }) => {
        impl $ty {
            $($(#[$about])*
            #[must_use]
            #[inline]
            pub fn $name(mut self, $name: $argument) -> Self {
                self.$name = $value;
                self
            })*
        }
    };
    (call $call:ident<$ty:ident> {
        $($(#[$about:meta])* $name:ident: $argument:ty = $value:expr;)*
    }) => {
        impl $call<$ty> {
            $($(#[$about])*
            #[inline]
            pub fn $name(mut self, $name: $argument) -> Self {
                self.operation_mut().$name = $value;
                self
            })*
        }
    };
    (value $ty:ident, call $call:ident<$called:ident> $rows:tt) => {
        setters! { value $ty $rows }
        setters! { call $call<$called> $rows }
    };
}

#[allow(unused_imports, reason = "the same")]
pub(crate) use setters;
