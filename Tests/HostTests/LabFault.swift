/// What a host test cannot go on with: the lab lacks something.
struct LabFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
