terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

variable "region" {
  description = "The region in darkroom.config.ts"
  type        = string
  default     = "us-east-1"
}

variable "name" {
  description = "Of the pool, and in the address of its sign-in page: nobody else in the region may have it"
  type        = string
}

variable "api_url" {
  description = "Darkroom's output of that name, once it is deployed"
  type        = string
  default     = "http://localhost"
}

provider "aws" {
  region = var.region
}

resource "aws_cognito_user_pool" "gallery" {
  name                     = var.name
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]
  mfa_configuration        = "OPTIONAL"
  deletion_protection      = "ACTIVE" # images belong to its users: another pool's own nothing

  # Whoever can sign up can upload.
  admin_create_user_config {
    allow_admin_create_user_only = true
  }
  software_token_mfa_configuration {
    enabled = true
  }
  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }
}

resource "aws_cognito_user_pool_domain" "gallery" {
  domain       = var.name
  user_pool_id = aws_cognito_user_pool.gallery.id
}

resource "aws_cognito_user_pool_client" "gallery" {
  name                                 = "gallery"
  user_pool_id                         = aws_cognito_user_pool.gallery.id
  generate_secret                      = false # nothing in a web page is secret
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["openid"]
  supported_identity_providers         = ["COGNITO"]
  callback_urls                        = ["${var.api_url}/"]
  logout_urls                          = ["${var.api_url}/"]
  prevent_user_existence_errors        = "ENABLED"
}

output "user_pool_arn" {
  description = "auth.userPoolArn in darkroom.config.ts"
  value       = aws_cognito_user_pool.gallery.arn
}

output "client_id" {
  description = "auth.signIn.clientId"
  value       = aws_cognito_user_pool_client.gallery.id
}

output "domain" {
  description = "auth.signIn.domain"
  value       = "https://${aws_cognito_user_pool_domain.gallery.domain}.auth.${var.region}.amazoncognito.com"
}
