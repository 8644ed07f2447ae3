/// Does one thing for several elements, a few at once: one's trouble never stops the others.
public enum Several {
  /// What became of each, in the order of the elements; `each` is told as soon as it is known.
  public static func results<Element: Sendable, Value: Sendable>(
    _ elements: [Element],
    atOnce limit: Int,
    each: (Element, Result<Value, any Error>) -> Void = { _, _ in },
    _ body: @escaping @Sendable (Element) async throws -> Value
  ) async -> [Result<Value, any Error>] {
    var results: [Int: Result<Value, any Error>] = [:]
    await withTaskGroup(of: (Int, Result<Value, any Error>).self) { group in
      var waiting = Array(elements.enumerated())[...]
      let next = { (group: inout TaskGroup<(Int, Result<Value, any Error>)>) in
        guard let (index, element) = waiting.popFirst() else { return }
        group.addTask { (index, await attempt(element, body)) }
      }
      for _ in 0..<max(1, limit) { next(&group) }
      while let (index, result) = await group.next() {
        results[index] = result
        each(elements[index], result)
        next(&group)
      }
    }
    return elements.indices.compactMap { results[$0] }
  }

  private static func attempt<Element, Value>(
    _ element: Element,
    _ body: @Sendable (Element) async throws -> Value
  ) async -> Result<Value, any Error> {
    do { return .success(try await body(element)) } catch { return .failure(error) }
  }
}

extension Result where Failure == any Error {
  /// What went wrong, if anything.
  public var failure: (any Error)? { if case .failure(let error) = self { error } else { nil } }
}
