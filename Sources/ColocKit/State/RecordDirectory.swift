import Glibc

/// A directory of JSON files, one a record, read strictly and written durably.
struct RecordDirectory<Record: StoredRecord>: Sendable {
  /// The directory.
  let path: String

  /// The path of a record's file.
  func path(of stem: String) -> String { "\(path)/\(stem).json" }

  /// The names of the files without `.json`, sorted; names with a dot first are none of coloc's (git keeps its own so).
  func stems() throws(Failure) -> [String] {
    do throws(SystemFault) {
      return try Directory(path).names().filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.map {
        String($0.dropLast(5))
      }
    } catch {
      if error.code == ENOENT { return [] }
      throw error.failure
    }
  }

  /// All records; a file that vanishes meanwhile is not there.
  func records() throws(Failure) -> Records<Record> {
    var records: [Record] = []
    var unreadable: [UnreadableRecord] = []
    for stem in try stems() {
      do throws(RecordFault) {
        if let record = try load(stem) { records.append(record) }
      } catch {
        unreadable.append(
          UnreadableRecord(stem: stem, path: path(of: stem), faults: error.faults, failure: error.failure)
        )
      }
    }
    return Records(records: records, unreadable: unreadable)
  }

  /// One record as `records` has all: none when there is no such file.
  func survey(_ stem: String) throws(Failure) -> Records<Record> {
    do throws(RecordFault) {
      return Records(records: try load(stem).map { [$0] } ?? [], unreadable: [])
    } catch {
      let unreadable =
        UnreadableRecord(stem: stem, path: path(of: stem), faults: error.faults, failure: error.failure)
      return Records(records: [], unreadable: [unreadable])
    }
  }

  /// One record, or nil when there is no such file.
  ///
  /// - Throws: `Failure(.invalidFile)` with all faults, `.notPermitted` for a mode that is too open.
  func read(_ stem: String) throws(Failure) -> Record? {
    do throws(RecordFault) {
      return try load(stem)
    } catch {
      throw error.failure
    }
  }

  /// Writes a record over the one before.
  func write(_ record: Record) throws(Failure) {
    try DurableFile.write(try content(of: record), to: path(of: record.stem))
  }

  /// Writes a record where none is.
  func create(_ record: Record) throws(Failure) {
    try DurableFile.create(try content(of: record), at: path(of: record.stem))
  }

  /// Removes a record; one that is not there is already removed.
  func remove(_ stem: String) throws(Failure) { try DurableFile.remove(path(of: stem)) }

  /// The bytes of a record, read back before they are let out: what coloc writes it must be able to read.
  private func content(of record: Record) throws(Failure) -> [UInt8] {
    let bytes = Array(record.document.pretty.utf8)
    do throws(InvalidDocument) {
      let again = try Record(json: bytes, file: path(of: record.stem))
      guard again == record else {
        throw InvalidDocument(
          file: path(of: record.stem),
          faults: [Fault(path: "", line: 1, reason: "reads back as another")]
        )
      }
    } catch {
      let reasons = error.faults.map { "\($0.path): \($0.reason)" }.joined(separator: "; ")
      throw Failure(.unexpected, "refusing to write \(Record.noun) that could not be read again: \(reasons)")
    }
    return bytes
  }
}
