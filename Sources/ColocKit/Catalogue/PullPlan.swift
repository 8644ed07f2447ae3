/// What `image pull` is about to do; the publisher was asked, nothing was fetched.
public struct PullPlan: Sendable {
  /// Where it is published.
  public let source: ImageSource
  /// What starts it.
  public let firmware: Firmware
  /// The image that is at hand already and makes fetching needless.
  public let present: ImageRecord?
  /// The file; nil when the publisher was not asked because an image is at hand.
  public let address: WebAddress?
  /// The digest that the publisher names.
  public let digest: Digest?

  /// The plan as `--dry-run --json` prints it.
  public var json: JSONValue {
    .object([
      "os": .string(source.os.rawValue), "release": .text(source.release), "firmware": .string(firmware.rawValue),
      "url": .text(address), "sha512": .text(digest), "signed": .bool(source.isVerified),
      "image": .text(present?.name),
    ])
  }
}
