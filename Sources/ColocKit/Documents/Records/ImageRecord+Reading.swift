extension ImageRecord: ReadableRecord {
  /// The version of the shape of an image's own file; inside an intent the intent's version counts.
  public static let schema = 1

  /// Reads an image; its name and volume follow from the other fields and must agree with them.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let name = record.required("name", .parsed(ImageName.self))
    let os = record.required("os", .choice(OperatingSystem.self))
    let release = record.required("release", .parsed(Release.self))
    let format = record.required("format", .choice(Format.self))
    let firmware = record.required("firmware", .choice(Firmware.self))
    let size = record.required("size", .bytes)
    let virtualSize = record.required("virtualSize", .bytes)
    let sha512 = record.required("sha512", .parsed(Digest.self))
    let source = record.required("source", .text)
    let pool = record.required("pool", .line)
    let volume = record.required("volume", .line)
    let added = record.required("added", .parsed(Timestamp.self))
    try record.end()
    let image = ImageRecord(
      os: try os.get(),
      release: try release.get(),
      format: try format.get(),
      firmware: try firmware.get(),
      size: try size.get(),
      virtualSize: try virtualSize.get(),
      sha512: try sha512.get(),
      source: try source.get(),
      pool: try pool.get(),
      added: try added.get()
    )
    guard try name.get() == image.name else { throw record.fault("name", "must be \(image.name)") }
    guard try volume.get() == image.volume else { throw record.fault("volume", "must be \(image.volume)") }
    self = image
  }
}
