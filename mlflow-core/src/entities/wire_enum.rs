//! Enums that are written by name and read by name or number.

macro_rules! wire_enum {
    ($(#[$meta:meta])* pub enum $Enum:ident { $( $(#[$doc:meta])* $Variant:ident = $number:literal, $name:literal; )+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $Enum { $( $(#[$doc])* $Variant = $number ),+ }

        impl $Enum {
            /// Every value, in the order of its number.
            pub const ALL: &'static [$Enum] = &[ $( $Enum::$Variant ),+ ];

            /// Returns the name on the wire.
            pub fn as_str(self) -> &'static str {
                match self { $( $Enum::$Variant => $name ),+ }
            }

            /// Returns the value of a number of the protocol.
            pub fn from_number(number: i64) -> Option<Self> {
                match number { $( $number => Some($Enum::$Variant), )+ _ => None }
            }
        }

        impl std::fmt::Display for $Enum {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $Enum {
            type Err = $crate::Error;

            fn from_str(name: &str) -> $crate::Result<Self> {
                match name {
                    $( $name => Ok($Enum::$Variant), )+
                    _ => Err($crate::Error::invalid_parameter_value(format!(
                        "unknown {} `{name}`, expected one of {}",
                        stringify!($Enum),
                        [ $( $name ),+ ].join(", "),
                    ))),
                }
            }
        }

        impl serde::Serialize for $Enum {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $Enum {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct NameOrNumber;

                impl serde::de::Visitor<'_> for NameOrNumber {
                    type Value = $Enum;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("the name or the number of a ", stringify!($Enum)))
                    }

                    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<$Enum, E> {
                        match name.parse() {
                            Ok(number) => self.visit_i64(number),
                            Err(_) => name.parse().map_err(|e: $crate::Error| E::custom(e.message())),
                        }
                    }

                    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<$Enum, E> {
                        $Enum::from_number(number)
                            .ok_or_else(|| E::custom(format_args!("{number} is no {}", stringify!($Enum))))
                    }

                    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<$Enum, E> {
                        self.visit_i64(number.try_into().unwrap_or(-1))
                    }
                }

                deserializer.deserialize_any(NameOrNumber)
            }
        }
    };
}
