extension RecordDirectory {
  /// Why a file could not be used.
  struct RecordFault: Error {
    let failure: Failure
    let faults: [Fault]
  }

  /// Reads a file; its name and the name inside must agree.
  func load(_ stem: String) throws(RecordFault) -> Record? {
    let file = path(of: stem)
    do {
      guard let bytes = try DurableFile.read(file) else { return nil }
      let node = try DocumentNode.json(bytes, file: file)
      let record = try Record(node, file: file)
      guard record.stem == stem else {
        let path = Record.keyPath.joined(separator: ".")
        let reason = "is '\(Printable.excerpt(record.stem))', but the file is called '\(Printable.excerpt(stem)).json'"
        throw InvalidDocument(
          file: file,
          faults: [Fault(path: path, line: node.line(at: Record.keyPath), reason: reason)]
        )
      }
      return record
    } catch let error as InvalidDocument {
      throw RecordFault(failure: error.failure, faults: error.faults)
    } catch let error as Failure {
      throw RecordFault(failure: error, faults: [])
    } catch {
      throw RecordFault(failure: Failure(.unexpected, "cannot read \(file): \(error)"), faults: [])
    }
  }
}
