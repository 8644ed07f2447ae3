/// What a catalogue says about where and how images are published; each part may be left to a layer below.
struct CatalogueSettings {
  var base: WebAddress?
  var directory: String?
  var files: [ImageSource.File]?
  var checksum: ImageSource.Checksum?
  var signatureSuffix: String?
  var key: String?

  /// This with everything that `other` says instead.
  func overridden(by other: CatalogueSettings) -> CatalogueSettings {
    CatalogueSettings(
      base: other.base ?? base,
      directory: other.directory ?? directory,
      files: other.files ?? files,
      checksum: other.checksum ?? checksum,
      signatureSuffix: other.signatureSuffix ?? signatureSuffix,
      key: other.key ?? key
    )
  }

  /// The fields while their record is read.
  struct Fields {
    private let base: Field<WebAddress?>
    private let directory: Field<String?>
    private let files: Field<[ImageSource.File]?>
    private let sumsFile: Field<String?>
    private let sumSuffix: Field<String?>
    private let signatureSuffix: Field<String?>
    private let key: Field<String?>

    init(_ record: RecordReader) {
      base = record.optional("base", .parsed(WebAddress.self))
      directory = record.optional("directory", .webDirectory)
      files = record.optional("files", .imageFiles)
      sumsFile = record.optional("sums_file", .fileName)
      sumSuffix = record.optional("sum_suffix", .suffix)
      signatureSuffix = record.optional("signature_suffix", .suffix)
      key = record.optional("key", .path)
      if record.has("sums_file"), record.has("sum_suffix") {
        record.fault("sum_suffix", "stands beside sums_file; there is one kind of sums")
      }
    }

    func get() throws(FaultRecorded) -> CatalogueSettings {
      let list = try sumsFile.get().map { ImageSource.Checksum.list($0) }
      let beside = try sumSuffix.get().map { ImageSource.Checksum.beside(suffix: $0) }
      return CatalogueSettings(
        base: try base.get(),
        directory: try directory.get(),
        files: try files.get(),
        checksum: list ?? beside,
        signatureSuffix: try signatureSuffix.get(),
        key: try key.get()
      )
    }
  }
}
