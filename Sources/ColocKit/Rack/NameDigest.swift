internal import Crypto
internal import Foundation

/// A digest of a name, for identifiers that must come out alike each time.
public enum NameDigest {
  /// The SHA-512 of a text's UTF-8.
  public static func bytes(of text: String) -> [UInt8] { Array(SHA512.hash(data: Data(text.utf8))) }
}
