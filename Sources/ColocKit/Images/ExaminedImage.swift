/// An image file that passed every check, still open: what is uploaded is what was judged.
public struct ExaminedImage: Sendable {
  /// The open file.
  public let file: OpenedImage
  /// Its format.
  public let format: ImageRecord.Format
  /// The size of the disk that a guest sees.
  public let virtualSize: ByteCount
  /// The digest of the whole file.
  public let digest: Digest
  /// What starts it, as far as its partition table tells.
  public let firmware: Firmware

  /// The size of the file.
  public var fileSize: ByteCount { file.size }
}
