extension DocumentNode {
  /// The line of the value that a path of keys leads to, or of the deepest one that is there.
  func line(at keys: [String]) -> Int {
    var node = self
    for key in keys {
      guard case .object(let members) = node.content, let member = members.first(where: { $0.key == key }) else {
        break
      }
      node = member.value
    }
    return node.line
  }
}
