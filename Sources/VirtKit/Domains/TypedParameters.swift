import CLibvirt

/// A borrowed array of libvirt's named values. C: virTypedParamsGet….
@safe
struct TypedParameters {
  private let parameters: virTypedParameterPtr?
  private let count: Int32

  init(_ parameters: virTypedParameterPtr?, count: Int32) {
    unsafe self.parameters = unsafe parameters
    self.count = count
  }

  func int(_ name: String) -> Int32? {
    var value: Int32 = 0
    return unsafe virTypedParamsGetInt(parameters, count, name, &value) == 1 ? value : nil
  }

  func unsignedInt(_ name: String) -> UInt32? {
    var value: UInt32 = 0
    return unsafe virTypedParamsGetUInt(parameters, count, name, &value) == 1 ? value : nil
  }

  func unsignedLong(_ name: String) -> UInt64? {
    var value: UInt64 = 0
    return unsafe virTypedParamsGetULLong(parameters, count, name, &value) == 1 ? value : nil
  }

  func bool(_ name: String) -> Bool? {
    var value: Int32 = 0
    return unsafe virTypedParamsGetBoolean(parameters, count, name, &value) == 1 ? value != 0 : nil
  }

  func string(_ name: String) -> String? {
    var value: UnsafePointer<CChar>?
    guard unsafe virTypedParamsGetString(parameters, count, name, &value) == 1, let value = unsafe value else {
      return nil
    }
    return unsafe String(cString: value)
  }
}
