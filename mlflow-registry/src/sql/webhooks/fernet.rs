//! Secrets as they are kept: Fernet tokens, as official MLflow writes and reads them.
//!
//! ```text
//!  0x80 | seconds since 1970, 8 bytes | IV, 16 bytes | AES-128-CBC of the secret | HMAC-SHA256 of all before, 32 bytes
//! ```
//!
//! The first half of the key is that of the HMAC, the second one that of AES.

use aes::Aes128;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use hmac::{Hmac, KeyInit, Mac};
use mlflow_core::config::credentials;
use mlflow_core::entities::WebhookSecret;
use mlflow_core::{Error, ErrorCode, Result};
use sha2::Sha256;
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

const VERSION: u8 = 0x80;
const IV: std::ops::Range<usize> = 9..25;
const TAG: usize = 32;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

type Half = [u8; 16];

/// A key in two halves.
#[derive(Clone, Copy)]
struct Key {
    signing: Half,
    encryption: Half,
}

/// Encrypts a secret with the key of this process.
pub(super) fn encrypted(secret: &WebhookSecret) -> Result<String> {
    let mut iv = Half::default();
    random(&mut iv)?;
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(Key::current()?.encrypt(secret.expose(), since.as_secs(), iv))
}

/// Decrypts a secret with the key of this process.
pub(super) fn decrypted(token: &str) -> Result<WebhookSecret> {
    let secret = Key::current()?.decrypt(token);
    secret.map(WebhookSecret::new).ok_or_else(|| {
        Error::new(
            ErrorCode::InvalidState,
            "the secret of the webhook cannot be read: it was encrypted with another key than that of \
             MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY, or by a process that had none",
        )
    })
}

fn random(bytes: &mut [u8]) -> Result<()> {
    getrandom::fill(bytes).map_err(|e| Error::internal(format!("the system gives no random bytes: {e}")))
}

impl Key {
    /// Returns the key that the variable has, else one of this process alone.
    fn current() -> Result<Self> {
        static OWN: OnceLock<Key> = OnceLock::new();
        if let Some(text) = credentials::webhook_secret_key() {
            return Key::read(&text);
        }
        if let Some(key) = OWN.get() {
            return Ok(*key);
        }
        tracing::warn!(
            "MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY is not set: secrets of webhooks are encrypted with a key that ends with \
             this process, and deliveries to their webhooks end with it"
        );
        let mut bytes = [0; 32];
        random(&mut bytes)?;
        Ok(*OWN.get_or_init(|| Key::of(&bytes)))
    }

    fn read(text: &str) -> Result<Self> {
        let bytes = BASE64.decode(text.trim()).ok();
        let bytes = bytes.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        bytes.map(|bytes| Key::of(&bytes)).ok_or_else(|| {
            Error::invalid_parameter_value(
                "MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY: Fernet key must be 32 url-safe base64-encoded bytes.",
            )
        })
    }

    fn of(bytes: &[u8; 32]) -> Self {
        let mut key = Key {
            signing: Half::default(),
            encryption: Half::default(),
        };
        key.signing.copy_from_slice(&bytes[..16]);
        key.encryption.copy_from_slice(&bytes[16..]);
        key
    }

    /// Begins a signature. Keys of HMAC have any length, so that it never fails.
    fn signature(&self, of: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.signing).ok()?;
        mac.update(of);
        Some(mac)
    }

    fn encrypt(&self, secret: &str, seconds: u64, iv: Half) -> String {
        let mut token = vec![VERSION];
        token.extend(seconds.to_be_bytes());
        token.extend(iv);
        let cipher = cbc::Encryptor::<Aes128>::new(&self.encryption.into(), &iv.into());
        token.extend(cipher.encrypt_padded_vec::<Pkcs7>(secret.as_bytes()));
        if let Some(mac) = self.signature(&token) {
            token.extend(mac.finalize().into_bytes());
        }
        BASE64.encode(token)
    }

    /// `None` if the token is none, or another key's.
    fn decrypt(&self, token: &str) -> Option<String> {
        let bytes = BASE64.decode(token).ok()?;
        let (signed, tag) = bytes.split_at_checked(bytes.len().checked_sub(TAG)?)?;
        let iv = Half::try_from(signed.get(IV)?).ok()?;
        if signed.first() != Some(&VERSION) {
            return None;
        }
        self.signature(signed)?.verify_slice(tag).ok()?;
        let cipher = cbc::Decryptor::<Aes128>::new(&self.encryption.into(), &iv.into());
        let secret = cipher.decrypt_padded_vec::<Pkcs7>(signed.get(IV.end..)?).ok()?;
        String::from_utf8(secret).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vector of Fernet's specification.
    const KEY: &str = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
    const TOKEN: &str = "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";

    #[test]
    fn the_vector_of_the_specification_holds() {
        let key = Key::read(KEY).unwrap();
        let iv = std::array::from_fn(|i| i as u8);
        assert_eq!(key.encrypt("hello", 499_162_800, iv), TOKEN);
        assert_eq!(key.decrypt(TOKEN).as_deref(), Some("hello"));
    }

    #[test]
    fn tokens_that_were_changed_are_none() {
        let key = Key::read(KEY).unwrap();
        let other = Key::of(&[7; 32]);
        assert!(other.decrypt(TOKEN).is_none());
        for place in 0..TOKEN.len() - 3 {
            let mut bytes = TOKEN.as_bytes().to_vec();
            bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).unwrap();
            assert!(key.decrypt(&changed).is_none(), "{place}");
        }
        for text in ["", "gA", "ä", &TOKEN[..40], "hello"] {
            assert!(key.decrypt(text).is_none(), "{text}");
        }
    }

    #[test]
    fn the_longest_secret_fits_its_column() {
        let key = Key::of(&[7; 32]);
        let longest = "s".repeat(mlflow_core::validation::MAX_WEBHOOK_SECRET);
        assert!(key.encrypt(&longest, 0, Half::default()).len() <= 1000);
        assert!(key.encrypt(&format!("{longest}s"), 0, Half::default()).len() > 1000);
    }

    #[test]
    fn a_key_has_32_bytes() {
        for text in ["", "short", "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=AAAA"] {
            assert!(Key::read(text).is_err(), "{text}");
        }
    }
}
