package io.treeline.demo.model;

/** The API refuses a request. Becomes OpenAI's error body. */
final class ApiException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;
  private final String code;

  ApiException(int status, String type, String code, String message) {
    super(message);
    this.status = status;
    this.type = type;
    this.code = code;
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  String code() {
    return code;
  }
}
