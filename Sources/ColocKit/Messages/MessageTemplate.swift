import Mustache

/// A mustache template of plain text whose names are all known.
struct MessageTemplate {
  private let template: MustacheTemplate

  /// Parses a template that may use `names` and has to begin with the pragma of plain text.
  ///
  /// - Throws: `Failure` of kind `invalidFile` with `FILE:LINE: reason`.
  init(_ file: TemplateFile, names: Set<String>) throws(Failure) {
    do throws(TemplateFault) { try Self.check(file.text, names: names) } catch { throw error.failure(in: file.path) }
    PlainText.register
    do { template = try MustacheTemplate(string: file.text) } catch let error as MustacheTemplate.ParserError {
      throw TemplateFault(error.context.lineNumber, "\(error.error)").failure(in: file.path)
    } catch { throw TemplateFault(1, "\(error)").failure(in: file.path) }
  }

  /// The text with its values; a value is a text, a truth value or a list of texts.
  func render(_ values: [String: Any]) -> String { template.render(values) }

  private static func check(_ text: String, names: Set<String>) throws(TemplateFault) {
    var open: [String] = []
    for (index, tag) in try MessageTag.all(in: text).enumerated() {
      guard (index == 0) == (tag.kind == .contentType) else {
        throw TemplateFault(tag.line, "the first tag, and only it, must be {{% CONTENT_TYPE: \(PlainText.name)}}")
      }
      switch tag.kind {
      case .comment: break
      case .contentType:
        guard tag.name == "CONTENT_TYPE: \(PlainText.name)" else {
          throw TemplateFault(tag.line, "the content type must be \(PlainText.name)")
        }
      case .end:
        guard open.popLast() == tag.name else { throw TemplateFault(tag.line, "{{/\(tag.name)}} closes nothing") }
      case .value, .section, .inverted:
        let isElement = tag.name == "." && tag.kind == .value && !open.isEmpty
        guard isElement || names.contains(tag.name) else {
          let known = names.sorted().joined(separator: ", ")
          throw TemplateFault(tag.line, "{{\(tag.name)}} is no known name; known are \(known)")
        }
        if tag.kind != .value { open.append(tag.name) }
      }
    }
    guard open.isEmpty else { throw TemplateFault(1, "{{#\(open[open.count - 1])}} is never closed") }
    guard text.contains("{{% CONTENT_TYPE:") else {
      throw TemplateFault(1, "must begin with {{% CONTENT_TYPE: \(PlainText.name)}}")
    }
  }
}
