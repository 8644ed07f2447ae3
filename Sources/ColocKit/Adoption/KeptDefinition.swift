public import Foundation

/// libvirt's definition of an adopted VM as it was last seen: coloc's own form is none of its business.
public struct KeptDefinition: Sendable, Equatable {
  /// The version of the file's shape.
  public static let schema = 1

  /// The VM.
  public let uuid: UUID
  /// libvirt's XML, as it would start next, this rack's mark and any password in it.
  public let domainXML: String
  /// Whether libvirt starts it with its daemon.
  public let autostart: Bool
  /// When it was read.
  public let kept: Timestamp

  /// Makes a copy.
  public init(uuid: UUID, domainXML: String, autostart: Bool, kept: Timestamp) {
    self.uuid = uuid
    self.domainXML = domainXML
    self.autostart = autostart
    self.kept = kept
  }

  /// The copy's file.
  public var json: JSONValue {
    .object([
      "schema": .int(Self.schema), "uuid": .string(uuid.text), "domainXML": .string(domainXML),
      "autostart": .bool(autostart), "kept": .text(kept),
    ])
  }
}
