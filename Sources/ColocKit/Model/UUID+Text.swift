public import Foundation

extension UUID {
  /// The UUID in lower case, as libvirt writes it (RFC 9562).
  public var text: String { uuidString.lowercased() }
  /// The first eight digits, enough to tell names apart.
  public var short: String { String(text.prefix(8)) }
}
