/// One file of a catalogue: what it says about all releases, and the releases that it lists; all of it may be left out.
struct CatalogueLayer: ReadableRecord {
  /// A release that the file lists.
  struct Entry: ReadableRecord {
    let release: Release
    let line: Int
    let settings: CatalogueSettings

    init(reading record: RecordReader) throws(FaultRecorded) {
      let release = record.required("release", .located(.parsed(Release.self)))
      let settings = CatalogueSettings.Fields(record)
      try record.end()
      self.release = try release.get().value
      line = try release.get().line
      self.settings = try settings.get()
    }
  }

  let settings: CatalogueSettings
  let entries: [Entry]
  /// Where releases lie that are newer than every one listed; `{release}` stands for the release.
  let newer: String?

  init(reading record: RecordReader) throws(FaultRecorded) {
    let settings = CatalogueSettings.Fields(record)
    let entries = record.optional("releases", .records(Entry.self, distinct: ["release"]), default: [])
    let newer = record.optional("newer", .webDirectory)
    try record.end()
    self.settings = try settings.get()
    self.entries = try entries.get()
    self.newer = try newer.get()
  }
}
