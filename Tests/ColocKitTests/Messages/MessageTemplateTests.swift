import Testing

@testable import ColocKit

@Suite("A message template uses only known names and plain tags")
struct MessageTemplateTests {
  private func fault(_ text: String) -> String? {
    do throws(Failure) {
      _ = try MessageTemplate(TemplateFile(path: "m", text: text), names: ["name", "list"])
      return nil
    } catch {
      #expect(error.kind == .invalidFile)
      return error.message
    }
  }

  @Test(
    "A mistake names its line",
    arguments: [
      ("{{nam}}", "m:2: {{nam}} is no known name; known are list, name"),
      ("\n{{#lst}}x{{/lst}}", "m:3: "), ("\n{{^lst}}x{{/lst}}", "m:3: "), ("{{{name}}}", "m:2: "),
      ("{{&name}}", "m:2: "),
      ("{{>name}}", "m:2: "), ("{{<name}}{{/name}}", "m:2: "), ("{{$name}}{{/name}}", "m:2: "),
      ("{{=<% %>=}}", "m:2: "), ("{{name}", "m:2: "), ("{{#list}}x", "m:1: "), ("{{/list}}", "m:2: "),
      ("{{#list}}{{/name}}", "m:2: "), ("{{.}}", "m:2: "), ("{{first(list)}}", "m:2: "), ("{{name.x}}", "m:2: "),
      ("{{% CONTENT_TYPE: TEXT}}", "m:2: "), ("{{}}", "m:2: "), ("{{! a\nb}}\n{{x}}", "m:4: "),
    ]
  )
  func mistakes(body: String, start: String) throws {
    let message = try #require(fault("{{% CONTENT_TYPE: PLAIN}}\n" + body))
    #expect(message.hasPrefix(start), "\(message)")
  }

  @Test(
    "The content type must be plain text, first of all",
    arguments: ["x", "{{name}}", "{{% CONTENT_TYPE: HTML}}\n"]
  )
  func contentType(text: String) { #expect(fault(text)?.hasPrefix("m:1: ") == true) }

  @Test("What is allowed is rendered")
  func rendered() throws {
    let text =
      "{{% CONTENT_TYPE: PLAIN}}\n{{! note}}\n{{ name }}{{^list}}none{{/list}}\n{{#list}}\n- {{.}}\n{{/list}}\n"
    let template = try MessageTemplate(TemplateFile(path: "m", text: text), names: ["name", "list"])
    #expect(template.render(["name": "<a>", "list": ["1", "2"]]) == "<a>\n- 1\n- 2\n")
    #expect(template.render(["name": "b", "list": [String]()]) == "bnone\n")
  }
}
