/// A cloud-init template: YAML that was parsed before anything is put into it.
///
/// `${name}` is replaced inside parsed scalars, so that no value can become structure. An unknown name is an error, a
/// list is given whole, and the result is emitted as JSON, which is YAML too (YAML 1.2, section 1.2).
public struct Template: Sendable {
  /// The file as it stands in messages.
  public let file: String
  private let root: TemplateNode

  /// Parses a template.
  ///
  /// - Throws: `Failure` of kind `invalidFile` with `FILE:LINE: reason`.
  public init(parsing text: String, file: String) throws(Failure) {
    self.file = file
    do throws(TemplateFault) { root = try TemplateReader.read(text) } catch { throw error.failure(in: file) }
  }

  /// Parses the text of a file.
  public init(_ file: TemplateFile) throws(Failure) { try self.init(parsing: file.text, file: file.path) }

  /// The template with every name replaced.
  ///
  /// - Throws: `Failure` of kind `invalidFile`: an unknown name, a list inside a longer text, a value with control
  ///   characters.
  public func render(_ values: [String: TemplateValue]) throws(Failure) -> JSONValue {
    do throws(TemplateFault) { return try TemplateRenderer(values: values).render(root) } catch {
      throw error.failure(in: file)
    }
  }
}
