/// What a value in a document must look like, and how it becomes a value of coloc.
public struct Shape<Value> {
  /// Reads a node; its path is for the faults.
  let read: (_ node: DocumentNode, _ path: String, _ faults: FaultList) -> Field<Value>

  /// Makes a shape from a function that reads a node, or records why not.
  init(_ read: @escaping (_ node: DocumentNode, _ path: String, _ faults: FaultList) -> Field<Value>) {
    self.read = read
  }

  /// Narrows a shape: `convert` gives the value, or the reason why it is none as the end of a sentence.
  func narrowed<Narrow>(_ convert: @escaping (Value) -> Result<Narrow, Refusal>) -> Shape<Narrow> {
    Shape<Narrow> { node, path, faults in
      read(node, path, faults).flatMap { value in
        convert(value).mapError { faults.add(path, line: node.line, $0.text) }
      }
    }
  }
}

/// Why a shape refused a value, as the end of a sentence about the field.
struct Refusal: Error {
  let text: String
}
